import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteString } from "#lib/engine/quote.ts";
import { featuresOf } from "#lib/ingest/types/features.ts";
import { countOfValues, type Measured, type TypedColumn } from "#lib/ingest/types/measured.ts";
import type { OutputColumn } from "#lib/ingest/types/table-values.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { isNullWordSql, valuesSql } from "./column-sql.ts";
import { fastFeatureSql } from "./fast-sql.ts";
import { cell, copySql, filledTextSql, named } from "./read-text.ts";

/** What the error of the statement says when a value does not fit its column. */
export const SURPRISE = "a value that the sample did not promise";

/** A sequence that is moved on once for each value of a kind: so one pass both writes and counts. */
interface Counters {
  nulls: string;
  null_words: string;
  blanks: string;
  spaces: string;
  /** Of the values that have the feature, or of a usual one that have it not; null where every value has it. */
  features: (string | null)[];
}

/**
 * Writes Parquet and counts in the same pass what was done to the values. Answers the rows and what was counted of the
 * typed columns, in their order. Throws (`SURPRISE` in the message) at the first value that does not fit.
 */
export async function countedCopy(
  tools: ModuleTools,
  table: TextTable,
  output: readonly OutputColumn[],
  to: { path: string; onProgress: (fraction: number) => void },
): Promise<{ rows: number; measured: Measured[] }> {
  const columns = output.flatMap(({ reading }, at) => (reading.kind === "text" ? [] : [{ at, reading }]));
  const counters = new Map(columns.map((column) => [column.at, countersOf(column)]));
  const sequences = [...counters.values()].flatMap(namesOf);
  if (sequences.length > 0)
    await tools.sql(sequences.map((name) => `CREATE OR REPLACE SEQUENCE ${name}`).join("; "));
  const outputs = output.map(({ plan, reading }, at) => {
    const some = counters.get(at);
    const typed = reading.kind !== "text" && some !== undefined;
    return named(typed ? writtenSql({ at, reading }, some) : cell(at), plan.name);
  });
  const select = `SELECT ${outputs.join(", ")} FROM ${valuesSql(filledTextSql(table), columns)}`;
  const written = await tools.sql(copySql(select, to.path, output.length), to.onProgress);
  const counts = await countsOf(tools);
  const rows = Number(written.rows[0]?.[0] ?? 0);
  const measured = columns.map((column) => measuredFrom(column, rows, (name) => counts.get(name) ?? 0));
  return { rows, measured };
}

function countersOf({ at, reading }: TypedColumn): Counters {
  const name = (kind: string) => `counted_${at}_${kind}`;
  return {
    nulls: name("nulls"),
    null_words: name("words"),
    blanks: name("blanks"),
    spaces: name("spaces"),
    features: featuresOf(reading).map(({ pattern }, index) => (pattern === null ? null : name(`${index}`))),
  };
}

function namesOf({ nulls, null_words, blanks, spaces, features }: Counters): string[] {
  return [nulls, null_words, blanks, spaces, ...features.filter((name) => name !== null)];
}

async function countsOf(tools: ModuleTools): Promise<Map<string, number>> {
  const { rows } = await tools.sql(
    "SELECT sequence_name, last_value FROM duckdb_sequences() WHERE last_value IS NOT NULL",
  );
  return new Map(rows.map(([name, count]) => [String(name), Number(count)]));
}

/** A sequence moves where the value is made, and only there: DuckDB makes the branch that was chosen alone. */
function counting(name: string, value: string): string {
  return `CASE WHEN nextval(${quoteString(name)}) > 0 THEN ${value} END`;
}

function writtenSql(column: TypedColumn, counters: Counters): string {
  const { at, reading } = column;
  const nothing = `NULL::${reading.type}`;
  return `CASE WHEN f${at} IS NOT NULL THEN ${fastWritten(column, counters)}
    WHEN t${at} IS NULL THEN ${needsNulls(column) ? counting(counters.nulls, nothing) : nothing}
    WHEN x${at} IS NOT NULL THEN ${slowWritten(column, counters)}
    WHEN t${at} = '' THEN ${counting(counters.blanks, nothing)}
    WHEN ${isNullWordSql(`t${at}`)} THEN ${counting(counters.null_words, nothing)}
    ELSE error(${quoteString(SURPRISE)}) END`;
}

/** Some counts are what is left of all rows. */
function needsNulls({ reading }: TypedColumn): boolean {
  return featuresOf(reading).some(({ pattern, usual }) => pattern === null || usual);
}

function fastWritten(column: TypedColumn, { features }: Counters): string {
  return featuresOf(column.reading).reduce((value, feature, index) => {
    const name = features[index] ?? null;
    if (name === null) return value;
    const counted = counting(name, value);
    const has = fastFeatureSql(column, feature);
    if (has === null) return feature.usual ? counted : value;
    const [then, otherwise] = feature.usual ? [value, counted] : [counted, value];
    return `CASE WHEN ${has} THEN ${then} ELSE ${otherwise} END`;
  }, `f${column.at}`);
}

function slowWritten({ at, reading }: TypedColumn, { spaces, features }: Counters): string {
  const moves = (has: string, name: string) =>
    `CASE WHEN ${has} THEN nextval(${quoteString(name)}) ELSE 1 END`;
  const all = featuresOf(reading).flatMap(({ pattern, usual }, index) => {
    const name = features[index] ?? null;
    if (name === null || pattern === null) return [];
    const has = `regexp_matches(t${at}, ${quoteString(`(?i)${pattern}`)})`;
    return [moves(usual ? `NOT ${has}` : has, name)];
  });
  const moved = [moves(`t${at} <> ${cell(at)}`, spaces), ...all].join(" + ");
  return `CASE WHEN ${moved} > 0 THEN x${at} END`;
}

function measuredFrom(column: TypedColumn, rows: number, count: (name: string) => number): Measured {
  const counters = countersOf(column);
  const measured: Measured = {
    column,
    rows,
    nulls: count(counters.nulls),
    misfits: 0,
    wider: 0,
    identifiers: 0,
    null_words: count(counters.null_words),
    blanks: count(counters.blanks),
    spaces: count(counters.spaces),
    facts: null,
    features: [],
  };
  const all = countOfValues(measured);
  const features = featuresOf(column.reading).map(({ usual }, index) => {
    const name = counters.features[index] ?? null;
    if (name === null) return all;
    return usual ? all - count(name) : count(name);
  });
  return { ...measured, features };
}
