import "server-only";
import { copyFile } from "node:fs/promises";
import { pools } from "./processes/pools.ts";
import { quoteIdentifier, quoteString } from "./quote.ts";
import { runStatements } from "./run-trusted.ts";
import type { EngineColumn } from "./schema.ts";

export interface ExportRequest {
  parquet_path: string;
  columns: EngineColumn[];
  format: "csv" | "parquet";
  offset: number;
  /** null: all from the offset. */
  limit: number | null;
  output_path: string;
  signal?: AbortSignal;
}

/**
 * Writes a window of a stored Result to a file. CSV is UTF-8 with a header line (RFC 4180). Parquet keeps
 * the stored form: 128-bit integers as DECIMAL(38,0), intervals and other types unknown to Parquet as text.
 */
export async function exportRows(request: ExportRequest): Promise<void> {
  const { parquet_path, columns, format, offset, limit, output_path, signal } = request;
  if (format === "parquet" && offset === 0 && limit === null) return copyFile(parquet_path, output_path);
  const names = columns.map((column) => quoteIdentifier(column.name)).join(", ");
  const window = `${limit === null ? "" : ` LIMIT ${limit}`}${offset === 0 ? "" : ` OFFSET ${offset}`}`;
  const select = `SELECT ${names} FROM read_parquet(${quoteString(parquet_path)})${window}`;
  const options = format === "csv" ? "FORMAT csv, HEADER true" : "FORMAT parquet, COMPRESSION zstd";
  await runStatements(pools().reading, {
    statements: [`COPY (${select}) TO ${quoteString(output_path)} (${options}, USE_TMP_FILE false)`],
    read_paths: [parquet_path],
    write_paths: [output_path],
    ...(signal && { signal }),
  });
}
