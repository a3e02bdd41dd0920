import { quoteString } from "#lib/engine/quote.ts";
import type { Feature } from "#lib/ingest/types/features.ts";
import type { TypedColumn } from "#lib/ingest/types/measured.ts";
import type { BooleanReading, NumberReading, TimeReading } from "#lib/ingest/types/reading.ts";
import { OFFSET } from "#lib/ingest/types/time-pattern.ts";
import { isoPattern } from "./iso-pattern.ts";
import { isMarked, isMarkedSql, markedFeatureSql, unmarkedSql } from "./marked-sql.ts";
import { cell } from "./read-text.ts";
import { usualTimeSql } from "./usual-time-sql.ts";

/*
 * Most values of a column are written in the one way that its reading expects. To see that costs a cast or a short
 * pattern; whatever is not seen here is judged by the whole pattern of the reading (`column-sql.ts`).
 */

/** A text that the fast value is read from; null where that is the cell itself. */
export function fastTextSql({ at, reading }: TypedColumn): string | null {
  if (reading.kind !== "number") return null;
  if (isMarked(reading)) return unmarkedSql(cell(at), reading);
  return hasComma(reading) ? `replace(${cell(at)}, ',', '.')` : null;
}

/** Whether the fast numbers of the reading may have a comma and no other mark: `fastTextSql` makes it a dot. */
function hasComma(reading: NumberReading): boolean {
  return !isMarked(reading) && reading.decimal === "," && !reading.percent && reading.type !== "BIGINT";
}

/** The plain number that a fast value is. */
export function fastNumberSql(column: TypedColumn): string {
  return fastTextSql(column) === null ? cell(column.at) : `w${column.at}`;
}

/** What DuckDB makes of the text by itself, too much of which it takes; null where its cast is not asked. */
export function castSql(column: TypedColumn): string | null {
  const { at, reading } = column;
  if (reading.kind === "boolean" || (reading.kind === "time" && !isIso(reading))) return null;
  if (reading.kind === "time") return `TRY_CAST(${cell(at)} AS ${reading.type})`;
  if (reading.percent && !isMarked(reading)) return null;
  const number = fastNumberSql(column);
  return `TRY_CAST(${reading.percent ? `concat(${number}, 'e-2')` : number} AS ${reading.type})`;
}

/** The typed value of a cell that is written as expected, without anything to trim; else NULL. */
export function fastValueSql({ at, reading }: TypedColumn): string {
  const text = cell(at);
  if (reading.kind === "boolean") return booleanSql(text, spelledOut(reading));
  if (reading.kind === "time")
    return isIso(reading) ? fastIsoSql(text, `r${at}`, reading) : usualTimeSql(text, reading);
  if (isMarked(reading)) return fastMarkedSql(text, `w${at}`, `r${at}`, reading);
  if (reading.percent) return `NULL::${reading.type}`;
  return hasComma(reading)
    ? fastCommaSql(text, `w${at}`, `r${at}`, reading)
    : fastNumber(text, `r${at}`, reading);
}

export function booleanSql(text: string, { yes, no }: BooleanReading): string {
  const among = (words: readonly string[]) => `${text} IN (${words.map(quoteString).join(", ")})`;
  return `CASE WHEN ${among(yes)} THEN true WHEN ${among(no)} THEN false END`;
}

const TRUE_FALSE: BooleanReading = { kind: "boolean", type: "BOOLEAN", yes: ["true"], no: ["false"] };

/** The words as people write them most: `yes`, `Yes` and `YES`. */
function spelledOut({ yes, no, ...reading }: BooleanReading): BooleanReading {
  const each = (words: string[]) =>
    words.flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]);
  return { ...reading, yes: [...new Set(each(yes))], no: [...new Set(each(no))] };
}

/** So many digits a DOUBLE always gives back. */
const EXACT = 15;
const WHOLE = "-?(?:0|[1-9][0-9]*)";

function fastNumber(text: string, value: string, { type }: NumberReading): string {
  if (type !== "DOUBLE") return `CASE WHEN ${value}::VARCHAR = ${text} THEN ${value} END`;
  const few = `WHEN strlen(${text}) <= ${EXACT} THEN CASE WHEN regexp_full_match(${text}, '${WHOLE}(?:[.][0-9]*)?') THEN ${value} END`;
  return `CASE WHEN ${isShortest(value, text)} THEN ${value} ${few} END`;
}

/** Whether a text is the shortest that gives its DOUBLE. JSON writes that in a quarter of the time that a cast takes. */
function isShortest(value: string, text: string): string {
  return `(to_json(${value})::VARCHAR = ${text} AND isfinite(${value}))`;
}

/** `plain` is the text without its marks. */
function fastMarkedSql(text: string, plain: string, value: string, reading: NumberReading): string {
  const isRight = isMarkedSql(text, reading);
  const isExact = reading.type === "BIGINT" ? "" : `strlen(${plain}) <= ${EXACT} AND `;
  return `CASE WHEN ${isExact}${isRight} THEN ${value} END`;
}

/** `dotted` is the text with each comma a dot. */
function fastCommaSql(text: string, dotted: string, value: string, { type }: NumberReading): string {
  const isOther = `contains(${text}, '.') OR contains(${text}, 'e')`;
  if (type !== "DOUBLE")
    return `CASE WHEN ${isOther} THEN NULL WHEN ${value}::VARCHAR = ${dotted} THEN ${value} END`;
  const few = `CASE WHEN regexp_full_match(${text}, '${WHOLE}(?:,[0-9]*)?') THEN ${value} END`;
  const canonical = `CASE WHEN ${isOther} THEN NULL WHEN ${isShortest(value, dotted)} THEN ${value} END`;
  return `CASE WHEN strlen(${text}) <= ${EXACT} THEN ${few} ELSE ${canonical} END`;
}

/** Times, and dates as year-month-day, as DuckDB writes them. */
function isIso({ date, half_days }: TimeReading): boolean {
  if (half_days) return false;
  return date === null || (date.family === "ymd" && date.separator === "-" && !date.short_year);
}

function fastIsoSql(text: string, value: string, { type, date }: TimeReading): string {
  if (date === null) return `CASE WHEN ${value}::VARCHAR = ${text} THEN ${value} END`;
  const iso = `WHEN regexp_full_match(${text}, '${isoPattern(type)}') THEN ${value}`;
  if (type === "TIMESTAMP WITH TIME ZONE") return `CASE ${iso} END`;
  // Other lengths are words ("infinity"), or years before Christ and beyond 9999.
  const length = type === "DATE" ? "= 10" : "BETWEEN 19 AND 26";
  return `CASE WHEN ${value}::VARCHAR = ${text} AND strlen(${text}) ${length} THEN ${value} ${iso} END`;
}

/** Which of the fast values have a feature; null where none has. */
export function fastFeatureSql({ at, reading }: TypedColumn, feature: Feature): string | null {
  const { from } = feature;
  if (reading.kind === "number" && isMarked(reading)) return markedFeatureSql(cell(at), reading, feature);
  if (reading.kind === "number" && from === "decimal comma" && hasComma(reading))
    return `contains(${cell(at)}, ',')`;
  if (from === "time with AM or PM") return "true";
  if (from === "time zone offset")
    return `(NOT suffix(${cell(at)}, 'Z') AND regexp_matches(${cell(at)}, '${OFFSET}'))`;
  if (from !== "boolean word") return null;
  return `${booleanSql(cell(at), spelledOut(TRUE_FALSE))} IS NULL`;
}
