import { stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";

const BYTES_A_ROW = 106;

/** `clean`: what DuckDB reads by itself. `dirty`: lines before the header, semicolons, decimal commas, day-month dates, words for nothing. */
export type Kind = "clean" | "dirty";

/** A generated file of 10 columns and about so many bytes; the same bytes each time. */
export async function makeCsv(
  bare: DuckDBConnection,
  { path, kind, bytes }: { path: string; kind: Kind; bytes: number },
): Promise<{ rows: number; bytes: number }> {
  const rows = Math.round(bytes / BYTES_A_ROW);
  const select = kind === "clean" ? cleanSql(rows) : dirtySql(rows);
  const how = kind === "clean" ? "HEADER true" : "HEADER false, DELIMITER ';', QUOTE ''";
  await bare.run(`COPY (${select}) TO '${path}' (FORMAT csv, ${how})`);
  return { rows, bytes: (await stat(path)).size };
}

const values = (rows: number) => `SELECT i, hash(i) AS h1, hash(i, 1) AS h2, hash(i, 2) AS h3,
  TIMESTAMP '2020-01-01' + INTERVAL (hash(i, 3) % 100000000) SECOND AS moment FROM range(${rows}) t(i)`;

const cleanSql = (
  rows: number,
) => `SELECT i AS id, ['North','South','East','West'][(1 + h1 % 4)::INTEGER] AS region,
  'product ' || (h2 % 2000) AS product, round((h3 % 1000000) / 100.0, 2)::DECIMAL(12,2) AS amount,
  (h1 % 100)::INTEGER AS quantity, moment::DATE AS day, moment AS sold_at, (h2 % 2 = 0) AS paid,
  'customer-' || (h3 % 500000) AS customer, (h1 % 1000000) / 7.0 AS score FROM (${values(rows)})`;

/** One text column holds the preamble and the header, which the others follow as text, so that COPY writes them as they are. */
const dirtySql = (rows: number) => `SELECT * FROM (VALUES
    ('Export of all sales', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('made by the old system', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('id', 'region', 'product', 'amount', 'quantity', 'day', 'sold_at', 'paid', 'customer', 'score')) v
  UNION ALL SELECT i::VARCHAR, ['North','South','East','West'][(1 + h1 % 4)::INTEGER], 'product ' || (h2 % 2000),
    replace(round((h3 % 1000000) / 100.0, 2)::DECIMAL(12,2)::VARCHAR, '.', ','),
    CASE WHEN h2 % 50 = 0 THEN 'n/a' ELSE (h1 % 100)::VARCHAR END, strftime(moment, '%d.%m.%Y'),
    strftime(moment, '%d.%m.%Y %H:%M:%S'), CASE WHEN h2 % 2 = 0 THEN 'yes' ELSE 'no' END, 'customer-' || (h3 % 500000),
    replace(((h1 % 1000000) / 7.0)::VARCHAR, '.', ',') FROM (${values(rows)})`;
