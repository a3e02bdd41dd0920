import "server-only";
import { z } from "zod";
import { quoteString } from "#lib/engine/quote.ts";
import { runTrusted } from "#lib/engine/run-trusted.ts";
import { cleanColumnNames } from "./column-names.ts";
import { LOAD_TIMEOUT_MS } from "./loading.ts";

/** How a delimited text file is to be read: everything `read_csv` would otherwise guess. */
export interface CsvDialect {
  delimiter: string;
  quote: string;
  escape: string;
  skip: number;
  header: boolean;
  comment: string;
  date_format: string | null;
  timestamp_format: string | null;
  columns: { name: string; type: string }[];
  /** Rows shorter or longer than the header, stray quotes, mixed line ends: taken as well as they can be. */
  lenient: boolean;
  /** Sentences for the receipt. */
  warnings: string[];
}

const sniffed = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.number(),
  z.boolean(),
  z.string().nullable(),
  z.string().nullable(),
  z.array(z.object({ name: z.string(), type: z.string() })),
]);

interface Sniff {
  path: string;
  /** How many rows to look at for types; -1 for all. */
  sample_rows: number;
  lenient: boolean;
  signal: AbortSignal;
}

/** Finds a file's dialect, names and types with DuckDB's sniffer. Throws `sql_error` when it finds none. */
export async function sniffCsv({ path, sample_rows, lenient, signal }: Sniff): Promise<CsvDialect> {
  const options = [
    `sample_size=${sample_rows}`,
    ...(lenient ? ["strict_mode=false", "null_padding=true"] : []),
  ];
  const [outcome] = await runTrusted({
    statements: [
      `SELECT Delimiter, Quote, Escape, Comment, SkipRows, HasHeader, DateFormat, TimestampFormat, Columns
       FROM sniff_csv(${[quoteString(path), ...options].join(", ")})`,
    ],
    read_paths: [path],
    write_paths: [],
    timeout_ms: LOAD_TIMEOUT_MS,
    signal,
  });
  const [delimiter, quote, escaped, comment, skip, header, dates, timestamps, columns] = sniffed.parse(
    outcome?.rows[0],
  );
  const { names, warnings } = cleanColumnNames(columns.map((column) => column.name));
  return {
    delimiter,
    // The sniffer leaves out a quote it has not met, but a later row may be the first to need it.
    quote: given(quote) || '"',
    escape: given(escaped) || given(quote) || '"',
    comment: given(comment),
    skip,
    header,
    date_format: dates === ISO_DATES ? null : dates,
    timestamp_format: timestamps,
    columns: columns.map((column, index) => ({ ...column, name: names[index] ?? column.name })),
    lenient,
    warnings: [...warnings, ...dateWarning(dates ?? timestamps)],
  };
}

/** A `read_csv` call that guesses nothing. */
export function readCsvSql(path: string, dialect: CsvDialect, extra: string[] = []): string {
  const columns = dialect.columns.map(({ name, type }) => `${quoteString(name)}: ${quoteString(type)}`);
  const options = [
    "auto_detect=false",
    `delim=${quoteString(dialect.delimiter)}`,
    `quote=${quoteString(dialect.quote)}`,
    `escape=${quoteString(dialect.escape)}`,
    `comment=${quoteString(dialect.comment)}`,
    `skip=${dialect.skip}`,
    `header=${dialect.header}`,
    `columns={${columns.join(", ")}}`,
    `max_line_size=${MAX_LINE_BYTES}`,
    ...(dialect.date_format === null ? [] : [`dateformat=${quoteString(dialect.date_format)}`]),
    ...(dialect.timestamp_format === null
      ? []
      : [`timestampformat=${quoteString(dialect.timestamp_format)}`]),
    ...(dialect.lenient ? ["strict_mode=false", "null_padding=true"] : []),
    ...extra,
  ];
  return `read_csv(${quoteString(path)}, ${options.join(", ")})`;
}

/** What DuckDB reads as dates without a format. By this very format it takes "Infinity" for 1 January 1900. */
const ISO_DATES = "%Y-%m-%d";
const MAX_LINE_BYTES = 16 * 1024 * 1024;

function given(value: string): string {
  return value === "(empty)" ? "" : value;
}

/** 01/02/2024 fits both orders, so which one was taken is said. */
function dateWarning(format: string | null): string[] {
  if (format === null) return [];
  const [day, month] = [format.indexOf("%d"), format.indexOf("%m")];
  if (day < 0 || month < 0 || format.startsWith("%Y")) return [];
  return [
    `Dates are read with the ${day < month ? "day before the month" : "month before the day"} (${format}).`,
  ];
}
