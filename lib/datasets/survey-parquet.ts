import "server-only";
import { z } from "zod";
import { type Json, json } from "#lib/core/schema.ts";
import type { FileColumn } from "#lib/datasets/schema.ts";
import { quoteString } from "#lib/engine/quote.ts";
import { runTrusted } from "#lib/engine/run-trusted.ts";

export const PREVIEW_ROWS = 100;
/** A preview travels with every File, so long cells may cost it rows. */
const PREVIEW_BYTES = 2 * 1024 * 1024;
const TIMEOUT_MS = 120_000;

export interface Survey {
  columns: FileColumn[];
  row_count: number;
  preview: { [column: string]: Json }[];
}

const described = z.array(z.tuple([z.string(), z.string()]).rest(z.unknown()));
const nullCounts = z.array(z.tuple([z.string(), z.coerce.number().nullable()]));

/** What a Parquet file of ours holds: columns, rows and the first of them. */
export async function surveyParquet(
  path: string,
  { signal, pool }: { signal?: AbortSignal | undefined; pool?: "trusted" | "reading" } = {},
): Promise<Survey> {
  const file = quoteString(path);
  const [columns, nulls, count, head] = await runTrusted({
    statements: [
      `DESCRIBE SELECT * FROM read_parquet(${file})`,
      // Null when a row group has no statistics (nested and some rare types).
      `SELECT path_in_schema, CASE WHEN count(stats_null_count) = count(*) THEN sum(stats_null_count)::BIGINT END
       FROM parquet_metadata(${file}) GROUP BY 1`,
      `SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(${file})`,
      `SELECT * FROM read_parquet(${file}) LIMIT ${PREVIEW_ROWS}`,
    ],
    read_paths: [path],
    write_paths: [],
    timeout_ms: TIMEOUT_MS,
    ...(signal && { signal }),
    ...(pool && { pool }),
  });
  const nullsOf = new Map(nullCounts.parse(nulls?.rows));
  const names = described.parse(columns?.rows);
  return {
    columns: names.map(([name, type]) => ({ name, type, nullable: nullsOf.get(name) !== 0 })),
    row_count: z.coerce.number().int().parse(count?.rows[0]?.[0]),
    preview: previewOf(
      names.map(([name]) => name),
      head?.rows ?? [],
    ),
  };
}

/** Rows as objects, no more than fit `PREVIEW_BYTES`. */
export function previewOf(names: string[], rows: Json[][]): Survey["preview"] {
  const preview: Survey["preview"] = [];
  let bytes = 0;
  for (const row of rows.slice(0, PREVIEW_ROWS)) {
    bytes += JSON.stringify(row).length;
    if (bytes > PREVIEW_BYTES) break;
    preview.push(Object.fromEntries(names.map((name, index) => [name, json.parse(row[index] ?? null)])));
  }
  return preview;
}
