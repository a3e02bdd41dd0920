import "server-only";
import { type Json, json } from "#lib/core/schema.ts";
import type { ColumnProfile, FileColumn, TableProfile } from "#lib/datasets/schema.ts";
import { quoteString } from "#lib/engine/quote.ts";
import { runTrusted } from "#lib/engine/run-trusted.ts";
import { type Bins, binsFor, binsSql, histogramOf } from "./bins.ts";
import { kindOf } from "./column-kind.ts";
import { type Overview, overviewSql, overviewsOf } from "./overview.ts";
import { topSql } from "./top-values.ts";

/** Columns that one overview query describes: bounds the memory of its distinct counts. */
const COLUMNS_A_QUERY = 25;
const TIMEOUT_MS = 15 * 60_000;

interface Input {
  path: string;
  columns: FileColumn[];
  row_count: number;
  signal?: AbortSignal | undefined;
}

/** A Parquet file's columns at a glance: an overview query for several columns, then one query a column for its shape. */
export async function profileParquet({ path, columns, row_count, signal }: Input): Promise<TableProfile> {
  const from = `read_parquet(${quoteString(path)})`;
  const ask = async (statements: string[]): Promise<Json[][][]> => {
    if (statements.length === 0) return [];
    const limits = { read_paths: [path], write_paths: [], timeout_ms: TIMEOUT_MS, signal };
    return (await runTrusted({ ...limits, statements })).map((outcome) => outcome.rows);
  };
  const groups = chunksOf(columns, COLUMNS_A_QUERY);
  const rows = await ask(groups.map((group) => overviewSql(from, group, row_count)));
  const overviews = groups.flatMap((group, index) => overviewsOf(rows[index]?.[0] ?? [], group));
  const shapes = columns.map((column, index) => shapeOf(column, overviews[index], from));
  const answers = await ask(shapes.map((shape) => shape.sql));
  return {
    row_count,
    columns: columns.map((column, index) =>
      columnProfile({
        column,
        row_count,
        overview: overviews[index],
        shape: shapes[index],
        rows: answers[index] ?? [],
      }),
    ),
  };
}

interface Shape {
  bins: Bins | null;
  sql: string;
}

function shapeOf(column: FileColumn, overview: Overview | undefined, from: string): Shape {
  const [low, high] = [overview?.low ?? null, overview?.high ?? null];
  if (kindOf(column.type) === "text")
    return { bins: null, sql: topSql(from, column, overview?.distinct ?? 0) };
  if (low === null || high === null) return { bins: null, sql: "SELECT 1 WHERE false" };
  const bins = binsFor(column, low, high);
  return { bins, sql: binsSql(from, bins) };
}

interface Pieces {
  column: FileColumn;
  row_count: number;
  overview: Overview | undefined;
  shape: Shape | undefined;
  rows: Json[][];
}

function columnProfile({ column, row_count, overview, shape, rows }: Pieces): ColumnProfile {
  const isText = kindOf(column.type) === "text";
  return {
    name: column.name,
    type: column.type,
    nulls: row_count - (overview?.present ?? 0),
    distinct: Math.min(overview?.distinct ?? 0, overview?.present ?? 0),
    min: overview?.min ?? null,
    max: overview?.max ?? null,
    mean: overview?.mean ?? null,
    histogram: isText ? null : shape?.bins ? histogramOf(shape.bins, rows) : [],
    top: isText
      ? rows.map(([value, count]) => ({ value: json.parse(value ?? null), count: Number(count) }))
      : null,
  };
}

function chunksOf<T>(items: T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
