import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";

const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** The cell of a column as it stands in the file, whatever the column's name is. */
export function cell(at: number): string {
  return `c${at}`;
}

/** A `read_csv` call that guesses nothing and leaves every cell text. */
export function readTextSql({ path, reader, names }: TextTable): string {
  const columns = names.map((_, at) => `${cell(at)}: 'VARCHAR'`);
  const options = [
    "auto_detect=false",
    "header=false",
    `delim=${quoteString(reader.delimiter)}`,
    `quote=${quoteString(reader.quote)}`,
    `escape=${quoteString(reader.escape)}`,
    `comment=${quoteString(reader.comment)}`,
    `skip=${reader.skip}`,
    `columns={${columns.join(", ")}}`,
    `max_line_size=${MAX_LINE_BYTES}`,
    ...(reader.lenient ? ["strict_mode=false", "null_padding=true"] : []),
  ];
  return `read_csv(${quoteString(path)}, ${options.join(", ")})`;
}

/** The cells with `record`, which counts the data rows from 1 in the file's order. */
export function numberedSql(table: TextTable): string {
  return `SELECT row_number() OVER () AS record, * FROM ${readTextSql(table)}`;
}

export function copySql(select: string, path: string): string {
  return `COPY (${select}) TO ${quoteString(path)} (FORMAT parquet, COMPRESSION zstd)`;
}

export function named(expression: string, name: string | undefined): string {
  return `${expression} AS ${quoteIdentifier(name ?? "")}`;
}
