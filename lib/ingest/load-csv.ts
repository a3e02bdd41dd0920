import "server-only";
import { AppError } from "#lib/core/errors.ts";
import { quoteString } from "#lib/engine/quote.ts";
import { runTrusted } from "#lib/engine/run-trusted.ts";
import { type CsvDialect, readCsvSql, sniffCsv } from "./csv-dialect.ts";
import { withExactIntegers } from "./exact-integers.ts";
import { LOAD_TIMEOUT_MS, type Loaded, type LoadInput } from "./loading.ts";
import { readAsUtf8 } from "./read-as-utf8.ts";

/** Up to here the whole file is looked at for types; beyond, a sample, and the whole only when it misled. */
const WHOLE_SAMPLE_BYTES = 64 * 1024 * 1024;
const SAMPLE_ROWS = 200_000;

/** Delimited text → Parquet. What could not be taken as it stood is counted in the warnings, never dropped silently. */
export async function loadCsv(input: LoadInput): Promise<Loaded> {
  const text = await readAsUtf8(input);
  try {
    const source = { ...input, source_path: text.path };
    const loaded = await loadUtf8(source);
    return { warnings: [...text.warnings, ...loaded.warnings] };
  } finally {
    await text.dispose();
  }
}

async function loadUtf8(input: LoadInput): Promise<Loaded> {
  const whole = input.byte_size <= WHOLE_SAMPLE_BYTES;
  const attempts: (() => Promise<Loaded>)[] = [
    ...(whole ? [] : [() => attempt(input, { sample_rows: SAMPLE_ROWS, lenient: false })]),
    () => attempt(input, { sample_rows: -1, lenient: false }),
    () => attempt(input, { sample_rows: -1, lenient: true }),
    () => lastResort(input),
  ];
  let failure: unknown;
  for (const run of attempts) {
    try {
      return await run();
    } catch (error) {
      if (!isReadingFault(error)) throw error;
      failure = error;
    }
  }
  throw failure;
}

async function attempt(input: LoadInput, how: { sample_rows: number; lenient: boolean }): Promise<Loaded> {
  const sniff = { path: input.source_path, signal: input.signal };
  let dialect = await sniffCsv({ ...sniff, ...how });
  if (!how.lenient && collapsed(dialect)) {
    const lenient = await sniffCsv({ ...sniff, ...how, lenient: true });
    if (lenient.columns.length > 1) dialect = lenient;
  }
  await convert(input, dialect);
  const exact = await withExactIntegers(input, dialect);
  if (exact !== dialect) await convert(input, exact);
  return { warnings: [...exact.warnings, ...(dialect.lenient ? [LENIENT] : [])] };
}

const LENIENT =
  "Some rows do not fit the header or the CSV standard (missing or additional fields, stray quotes, mixed line ends); missing fields are empty.";

/** Ragged rows make the sniffer take each line as one field: then the only column's name still holds delimiters. */
function collapsed({ columns, delimiter }: CsvDialect): boolean {
  const [only, ...others] = columns;
  if (only === undefined || others.length > 0) return false;
  return [",", ";", "\t", "|"].some((sign) => sign !== delimiter && only.name.includes(sign));
}

/** Every column as text, and lines that cannot be read at all counted and left out. */
async function lastResort(input: LoadInput): Promise<Loaded> {
  const sniff = { path: input.source_path, signal: input.signal, sample_rows: SAMPLE_ROWS };
  const dialect = await sniffCsv({ ...sniff, lenient: true });
  const asText = { ...dialect, columns: dialect.columns.map(({ name }) => ({ name, type: "VARCHAR" })) };
  const rejected = await convert(input, asText, [
    "ignore_errors=true",
    "store_rejects=true",
    "rejects_limit=0",
  ]);
  const warnings = [
    ...dialect.warnings,
    LENIENT,
    "All columns are text, because their values did not fit one type.",
  ];
  if (rejected > 0) warnings.push(`${rejected} lines could not be read and were left out.`);
  return { warnings };
}

/** Writes the Parquet file; answers how many lines were rejected (0 unless rejects are stored). */
async function convert(input: LoadInput, dialect: CsvDialect, extra: string[] = []): Promise<number> {
  const copy = `COPY (SELECT * FROM ${readCsvSql(input.source_path, dialect, extra)})
    TO ${quoteString(input.output_path)} (FORMAT parquet, COMPRESSION zstd)`;
  const storesRejects = extra.some((option) => option.startsWith("store_rejects"));
  const outcomes = await runTrusted({
    statements: storesRejects ? [copy, "SELECT count(DISTINCT line) FROM reject_errors"] : [copy],
    read_paths: [input.source_path],
    write_paths: [input.output_path],
    timeout_ms: LOAD_TIMEOUT_MS,
    signal: input.signal,
    on_progress: input.on_progress,
  });
  return storesRejects ? Number(outcomes[1]?.rows[0]?.[0] ?? 0) : 0;
}

/** The file is not as it was read; another way of reading may do. */
function isReadingFault(error: unknown): boolean {
  return error instanceof AppError && error.code === "sql_error";
}
