import "server-only";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { runTrusted } from "#lib/engine/run-trusted.ts";
import { type CsvDialect, readCsvSql } from "./csv-dialect.ts";
import { LOAD_TIMEOUT_MS, type LoadInput } from "./loading.ts";

/** From 2^53 on a DOUBLE no longer tells neighbouring integers apart. */
const EXACT_LIMIT = 2 ** 53;

/**
 * DuckDB reads integers beyond 64 bits as DOUBLE, which silently changes their digits (account and card
 * numbers, say). After a load: columns of DOUBLE that hold such sizes are looked at as text, and when all
 * their values are whole, they become
 * DECIMAL(38, 0) or, when longer, text (Parquet has no HUGEINT). Returns the same dialect if all is well.
 */
export async function withExactIntegers(input: LoadInput, dialect: CsvDialect): Promise<CsvDialect> {
  const doubles = dialect.columns.filter((column) => column.type === "DOUBLE").map((column) => column.name);
  if (doubles.length === 0) return dialect;
  const largest = doubles.map(
    (name) => `max(abs(${quoteIdentifier(name)})) FILTER (isfinite(${quoteIdentifier(name)}))`,
  );
  const [sizes] = await runTrusted({
    statements: [`SELECT ${largest.join(", ")} FROM read_parquet(${quoteString(input.output_path)})`],
    read_paths: [input.output_path],
    write_paths: [],
    timeout_ms: LOAD_TIMEOUT_MS,
    signal: input.signal,
  });
  const suspects = doubles.filter((_, index) => Number(sizes?.rows[0]?.[index] ?? 0) >= EXACT_LIMIT);
  return suspects.length === 0 ? dialect : retyped(dialect, await wholeNumbers(input, dialect, suspects));
}

/** Of the suspects those whose every value is written as a whole number, with the type that holds it. */
async function wholeNumbers(
  input: LoadInput,
  dialect: CsvDialect,
  suspects: string[],
): Promise<Map<string, string>> {
  const asText = { ...dialect, columns: dialect.columns.map(({ name }) => ({ name, type: "VARCHAR" })) };
  const checks = suspects.flatMap((name) => {
    const text = `trim(${quoteIdentifier(name)})`;
    return [`bool_and(regexp_full_match(${text}, '[+-]?[0-9]+'))`, `max(length(ltrim(${text}, '+-0')))`];
  });
  const [found] = await runTrusted({
    statements: [`SELECT ${checks.join(", ")} FROM ${readCsvSql(input.source_path, asText)}`],
    read_paths: [input.source_path],
    write_paths: [],
    timeout_ms: LOAD_TIMEOUT_MS,
    signal: input.signal,
  });
  const values = found?.rows[0] ?? [];
  const types = suspects.flatMap((name, index): [string, string][] => {
    if (values[2 * index] !== true) return [];
    return [[name, Number(values[2 * index + 1]) <= 38 ? "DECIMAL(38,0)" : "VARCHAR"]];
  });
  return new Map(types);
}

function retyped(dialect: CsvDialect, types: Map<string, string>): CsvDialect {
  if (types.size === 0) return dialect;
  const columns = dialect.columns.map(({ name, type }) => ({ name, type: types.get(name) ?? type }));
  const warnings = [...types].map(
    ([name, type]) =>
      `"${name}" holds whole numbers too long for 64 bits; they are kept exactly, as ${type}.`,
  );
  return { ...dialect, columns, warnings: [...dialect.warnings, ...warnings] };
}
