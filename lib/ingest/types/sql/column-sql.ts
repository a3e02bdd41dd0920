import { quoteString } from "#lib/engine/quote.ts";
import type { TypedColumn } from "#lib/ingest/types/measured.ts";
import { plainPattern } from "#lib/ingest/types/number-pattern.ts";
import type { BooleanReading } from "#lib/ingest/types/reading.ts";
import { NULL_WORDS, SPACES } from "#lib/ingest/types/words.ts";
import { matches, numberValueSql, plainNumberSql } from "./number-sql.ts";
import { cell } from "./read-text.ts";
import { isoFirstSql } from "./time-sql.ts";

/** What the error of a strict statement says when a value is not as the sample promised. */
export const SURPRISE = "a value that the sample did not promise";

/** The typed value of a cell that needs no conversion; any other value ends the statement with `SURPRISE`. */
export function strictSql({ at, reading }: TypedColumn): string {
  const text = cell(at);
  const branches = [`WHEN ${text} IS NULL THEN NULL`, ...canonical(text, reading)];
  return `CASE ${branches.join(" ")} ELSE coalesce(${cleanValueSql(text, reading)}, error(${quoteString(SURPRISE)})) END`;
}

/** Most values are written as DuckDB itself would: to see that costs less than a pattern. */
function canonical(text: string, reading: TypedColumn["reading"]): string[] {
  if (reading.kind === "boolean" || reading.type === "TIMESTAMP WITH TIME ZONE") return [];
  const value = `TRY_CAST(${text} AS ${reading.type})`;
  if (reading.type === "DOUBLE")
    return [`WHEN ${value}::VARCHAR = ${text} AND isfinite(${value}) THEN ${value}`];
  if (reading.kind === "number" || reading.type === "TIME")
    return [`WHEN ${value}::VARCHAR = ${text} THEN ${value}`];
  if (reading.date?.family !== "ymd") return [];
  // Other lengths are words ("infinity"), or years before Christ and beyond 9999.
  const length = reading.type === "DATE" ? "= 10" : "BETWEEN 19 AND 26";
  return [`WHEN ${value}::VARCHAR = ${text} AND strlen(${text}) ${length} THEN ${value}`];
}

function cleanValueSql(text: string, reading: TypedColumn["reading"]): string {
  if (reading.kind === "boolean") return booleanSql(text, { ...reading, yes: ["true"], no: ["false"] });
  if (reading.kind === "time") {
    const value = isoFirstSql(text, reading);
    return reading.type === "TIMESTAMP" ? `CASE WHEN contains(${text}, ':') THEN ${value} END` : value;
  }
  const whole = reading.type === "BIGINT" || reading.type === "DECIMAL(38,0)";
  return `CASE WHEN ${matches(text, plainPattern(whole))} THEN ${numberValueSql(text, reading)} END`;
}

function booleanSql(text: string, { yes, no }: BooleanReading): string {
  const among = (words: readonly string[]) => `lower(${text}) IN (${words.map(quoteString).join(", ")})`;
  return `CASE WHEN ${among(yes)} THEN true WHEN ${among(no)} THEN false END`;
}

/**
 * A table of all cells with, for each typed column, its trimmed text `t`, its plain number `n` where it is one, and its
 * value `v`, which is NULL for what does not fit.
 */
export function valuesSql(source: string, columns: readonly TypedColumn[]): string {
  const texts = columns.map(({ at }) => `trim(${cell(at)}, ${quoteString(SPACES)}) AS t${at}`);
  const numbers = columns.flatMap(({ at, reading }) =>
    reading.kind === "number" ? [`${plainNumberSql(`t${at}`, reading, false)} AS n${at}`] : [],
  );
  const values = columns.map(({ at, reading }) => `${valueSql(at, reading)} AS v${at}`);
  return [texts, numbers, values].reduce(
    (inner, more) => (more.length === 0 ? inner : `(SELECT *, ${more.join(", ")} FROM ${inner})`),
    source,
  );
}

function valueSql(at: number, reading: TypedColumn["reading"]): string {
  if (reading.kind === "number") return numberValueSql(`n${at}`, reading);
  return reading.kind === "boolean" ? booleanSql(`t${at}`, reading) : isoFirstSql(`t${at}`, reading);
}

export function isNullWordSql(text: string): string {
  return `(strlen(${text}) <= 20 AND lower(${text}) IN (${NULL_WORDS.map(quoteString).join(", ")}))`;
}

/** Whether the column's value in `valuesSql` does not fit. */
export function misfitSql({ at }: TypedColumn): string {
  return `(t${at} IS NOT NULL AND v${at} IS NULL AND NOT ${isNullWordSql(`t${at}`)})`;
}
