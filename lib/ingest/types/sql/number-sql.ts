import { quoteString } from "#lib/engine/quote.ts";
import { EXPONENT_DIGITS } from "#lib/ingest/types/exact-number.ts";
import { INFINITY, loosePattern, plainPattern } from "#lib/ingest/types/number-pattern.ts";
import type { NumberReading } from "#lib/ingest/types/reading.ts";

/** Whether the whole of `text` matches a pattern, without regard to case. */
export function matches(text: string, pattern: string): string {
  return `regexp_full_match(${text}, ${quoteString(`(?i)${pattern}`)})`;
}

/** The number as `-1234.5` from trimmed text; NULL when the reading does not take it. */
export function plainNumberSql(text: string, how: NumberReading, whole: boolean): string {
  const branches: string[] = [];
  if (how.decimal === "." && !how.percent) {
    branches.push(`WHEN ${matches(text, plainPattern(whole, how.zeros))} THEN ${text}`);
  }
  if (!whole && !how.plain) branches.push(`WHEN ${matches(text, INFINITY)} THEN lower(${text})`);
  if (!how.plain)
    branches.push(`WHEN ${matches(text, loosePattern(how, whole))} THEN ${stripped(text, how)}`);
  return `CASE ${branches.join(" ")} END`;
}

function stripped(text: string, how: NumberReading): string {
  const digits =
    how.decimal === "."
      ? `regexp_replace(${text}, '[^0-9.]', '', 'g')`
      : `replace(regexp_replace(${text}, '[^0-9,]', '', 'g'), ',', '.')`;
  return `concat(CASE WHEN regexp_matches(${text}, '^[(]|[-−]') THEN '-' ELSE '' END, ${digits})`;
}

/** The typed value of a plain number; NULL when the type does not keep every digit of it. */
export function numberValueSql(number: string, how: NumberReading): string {
  if (how.percent) return percentSql(number, how);
  const cast = `TRY_CAST(${number} AS ${how.type})`;
  if (how.type === "BIGINT" || how.type === "DECIMAL(38,0)") {
    return `CASE WHEN NOT regexp_matches(${number}, '[.einEIN]') THEN ${cast} END`;
  }
  if (how.type === "DOUBLE") return `CASE WHEN ${exactDoubleSql(number)} THEN ${cast} END`;
  const scale = Number(/,(\d+)/.exec(how.type)?.[1] ?? 0);
  return `CASE WHEN ${number} NOT LIKE '%inf%' AND ${number} NOT ILIKE '%e%' AND strlen(split_part(${number}, '.', 2)) <= ${scale} THEN ${cast} END`;
}

/** "12.5 %" is 0.125, rounded once. */
function percentSql(number: string, how: NumberReading): string {
  return `CASE WHEN ${exactDoubleSql(number)} THEN TRY_CAST(concat(${number}, 'e-2') AS ${how.type}) END`;
}

/** As `isExactDouble`; the cheap question comes first. */
export function exactDoubleSql(number: string): string {
  const value = `TRY_CAST(${number} AS DOUBLE)`;
  const digits = significantSql(number);
  return `(strlen(${number}) <= 15 AND isfinite(${value}) OR ${number} LIKE '%inf%' OR isfinite(${value}) AND (
    ${number} = ${value}::VARCHAR OR ${number} ILIKE '%e%' OR strlen(${digits}) <= 15 OR ${digits} = ${significantSql(`${value}::VARCHAR`)}
    OR ${digits} = ${significantSql(`format('{:.17g}', ${value})`)}))`;
}

function significantSql(number: string): string {
  return `trim(regexp_replace(regexp_replace(${number}, '(?i)e.*$', ''), '[^0-9]', '', 'g'), '0')`;
}

/** Aggregates for `NumberFacts`, over plain numbers; in the order of its fields. */
export function numberFactsSql(number: string): string[] {
  const finite = `${number} NOT LIKE '%inf%'`;
  const whole = `split_part(ltrim(${number}, '-+'), '.', 1)`;
  return [
    `count(*) FILTER (regexp_matches(${number}, '[.eE]') AND ${finite})`,
    `count(*) FILTER (strlen(${number}) > 18 AND NOT regexp_matches(${number}, '[.eE]') AND TRY_CAST(${number} AS BIGINT) IS NULL)`,
    `count(*) FILTER (${finite} AND NOT ${exactDoubleSql(number)})`,
    `max(CASE WHEN ${number} ILIKE '%e%' THEN ${EXPONENT_DIGITS} WHEN ${finite} THEN strlen(${whole}) END)`,
    `max(CASE WHEN ${finite} THEN strlen(split_part(${number}, '.', 2)) END)`,
    `count(*) FILTER (NOT ${finite})`,
  ];
}
