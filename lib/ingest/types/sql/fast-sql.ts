import { quoteString } from "#lib/engine/quote.ts";
import type { Feature } from "#lib/ingest/types/features.ts";
import type { TypedColumn } from "#lib/ingest/types/measured.ts";
import type { BooleanReading, NumberReading, TimeReading } from "#lib/ingest/types/reading.ts";
import { isoPattern } from "./iso-pattern.ts";
import { cell } from "./read-text.ts";

/*
 * Most values of a column are written in the one way that its reading expects. To see that costs a cast or a short
 * pattern; whatever is not seen here is judged by the whole pattern of the reading (`column-sql.ts`).
 */

/** A text that the fast value is read from; null where that is the cell itself. */
export function fastTextSql({ at, reading }: TypedColumn): string | null {
  return hasComma(reading) ? `replace(${cell(at)}, ',', '.')` : null;
}

/** Whether the fast numbers of the reading may have a comma, which `fastTextSql` makes a dot. */
function hasComma(reading: TypedColumn["reading"]): boolean {
  return (
    reading.kind === "number" && reading.decimal === "," && !reading.percent && reading.type !== "BIGINT"
  );
}

/** The plain number that a fast value is. */
export function fastNumberSql(column: TypedColumn): string {
  return fastTextSql(column) === null ? cell(column.at) : `w${column.at}`;
}

/** What DuckDB makes of the text by itself, too much of which it takes; null where its cast is not asked. */
export function castSql(column: TypedColumn): string | null {
  const { at, reading } = column;
  if (reading.kind === "boolean" || (reading.kind === "number" && reading.percent)) return null;
  if (reading.kind === "time" && !isIso(reading)) return null;
  return `TRY_CAST(${reading.kind === "number" ? fastNumberSql(column) : cell(at)} AS ${reading.type})`;
}

/** The typed value of a cell that is written as expected, without anything to trim; else NULL. */
export function fastValueSql({ at, reading }: TypedColumn): string {
  const text = cell(at);
  if (reading.kind === "boolean") return booleanSql(text, spelledOut(reading));
  if (reading.kind === "time")
    return isIso(reading) ? fastIsoSql(text, `r${at}`, reading) : orderedSql(text, reading);
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

const PARTS = { d: ["[0-9]{1,2}", "%d"], m: ["[0-9]{1,2}", "%m"], y: ["[0-9]{4}", "%Y"] } as const;

/** Dates in digits of any order, and times in 24 hours behind them. */
function orderedSql(text: string, { type, date, half_days }: TimeReading): string {
  const nothing = `NULL::${type}`;
  if (half_days || date === null || type === "TIMESTAMP WITH TIME ZONE") return nothing;
  const { family, separator, short_year } = date;
  if (family !== "dmy" && family !== "mdy" && family !== "ymd") return nothing;
  const order = [...family].map((part) => {
    if (part === "d" || part === "m") return PARTS[part];
    return short_year ? (["[0-9]{2}", "%y"] as const) : PARTS.y;
  });
  const mark = separator === "." ? "[.]" : separator;
  const [pattern, format] = [
    order.map(([each]) => each).join(mark),
    order.map(([, each]) => each).join(separator),
  ];
  const timed = type === "TIMESTAMP";
  const whole = timed ? `${pattern} [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?` : pattern;
  const formats = timed ? [`${format} %H:%M:%S`, `${format} %H:%M`] : [format];
  const parsed = `try_strptime(${text}, [${formats.map(quoteString).join(", ")}])`;
  return `CASE WHEN regexp_full_match(${text}, ${quoteString(whole)}) THEN ${parsed}::${type} END`;
}

/** Which of the fast values have a feature; null where none has. */
export function fastFeatureSql({ at, reading }: TypedColumn, { from }: Feature): string | null {
  if (from === "decimal comma" && hasComma(reading)) return `contains(${cell(at)}, ',')`;
  if (from !== "boolean word") return null;
  return `${booleanSql(cell(at), spelledOut(TRUE_FALSE))} IS NULL`;
}
