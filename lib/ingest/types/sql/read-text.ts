import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { STORED_PARQUET } from "#lib/engine/stored-parquet.ts";
import { NO_VALUES } from "#lib/ingest/types/reading-fault.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";

const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** The cell of a column as it stands in the file, whatever the column's name is. */
export function cell(at: number): string {
  return `c${at}`;
}

/** A `read_csv` call that guesses nothing and leaves every cell text. */
export function readTextSql({ path, reader, names, line_of }: TextTable): string {
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
    // DuckDB reads a large file in pieces of sixteen such lines, side by side: in one as it was sent long lines are a fault.
    ...(line_of === null ? [] : [`max_line_size=${MAX_LINE_BYTES}`]),
    ...(reader.lenient ? ["strict_mode=false", "null_padding=true"] : []),
  ];
  return `read_csv(${quoteString(path)}, ${options.join(", ")})`;
}

/** `readTextSql`; a file as it was sent ends the statement (`NO_VALUES`) with a row of delimiters and spaces alone. */
export function filledTextSql(table: TextTable): string {
  const cells = table.names.map((_, at) => cell(at));
  if (table.line_of !== null || cells.length === 1) return readTextSql(table);
  // Most rows begin with a value, and nearly all values with a sign behind the space.
  const visible = cells.map((each) => `WHEN ${each} > ' ~' THEN true`);
  const blank = `trim(concat_ws('', ${cells.join(", ")}), ${quoteString(" \t")}) = ''`;
  const check = `CASE ${visible.join(" ")} WHEN ${blank} THEN error(${quoteString(NO_VALUES)}) ELSE true END`;
  return `(SELECT * FROM ${readTextSql(table)} WHERE ${check})`;
}

/** The cells with `record`, which counts the data rows from 1 in the file's order. */
export function numberedSql(table: TextTable): string {
  return `SELECT row_number() OVER () AS record, * FROM ${readTextSql(table)}`;
}

/** A column with more different values in a row group is written without looking for them any further. */
const MOST_IN_DICTIONARY = 10_000;
/** Values of a row group, all of which are held in memory until it is written; and its rows at most, and at least. */
const GROUP_VALUES = 12_000_000;
const GROUP_ROWS = 122_880;
const FEWEST_ROWS = 2048;

export function copySql(select: string, path: string, columns: number): string {
  const rows = Math.max(FEWEST_ROWS, Math.min(GROUP_ROWS, Math.floor(GROUP_VALUES / columns)));
  return `COPY (${select}) TO ${quoteString(path)} (${STORED_PARQUET}, ROW_GROUP_SIZE ${rows}, DICTIONARY_SIZE_LIMIT ${MOST_IN_DICTIONARY})`;
}

export function named(expression: string, name: string | undefined): string {
  return `${expression} AS ${quoteIdentifier(name ?? "")}`;
}
