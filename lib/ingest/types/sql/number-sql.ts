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
  if (!how.plain)
    branches.push(`WHEN ${matches(text, loosePattern(how, whole))} THEN ${stripped(text, how)}`);
  if (how.decimal === "." && !how.percent) {
    branches.push(`WHEN ${matches(text, plainPattern(whole, how.zeros))} THEN ${text}`);
  }
  if (!whole && !how.plain) branches.push(`WHEN ${matches(text, INFINITY)} THEN lower(${text})`);
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

/** As `isExactDouble`; cheap questions come first, and the later ones are asked of what they leave alone. */
export function exactDoubleSql(number: string): string {
  const value = `TRY_CAST(${number} AS DOUBLE)`;
  const digits = significantSql(number);
  return `CASE WHEN ${number} IS NULL THEN NULL WHEN contains(${number}, 'inf') THEN true
    WHEN NOT coalesce(isfinite(${value}), false) THEN false
    WHEN strlen(${number}) <= 15 THEN true WHEN ${number} = ${value}::VARCHAR THEN true
    WHEN ${number} ILIKE '%e%' THEN true WHEN strlen(${digits}) <= 15 THEN true
    WHEN ${digits} = ${significantSql(`${value}::VARCHAR`)} THEN true
    ELSE ${digits} = ${significantSql(`format('{:.17g}', ${value})`)} END`;
}

function significantSql(number: string): string {
  return `trim(regexp_replace(regexp_replace(${number}, '(?i)e.*$', ''), '[^0-9]', '', 'g'), '0')`;
}

/**
 * Aggregates for `NumberFacts`, over plain numbers; in the order of its fields. `exact` tells whether a DOUBLE gives a
 * number's digits back.
 */
export function numberFactsSql(number: string, exact: string): string[] {
  const infinite = `contains(${number}, 'inf')`;
  const exponent = `(contains(${number}, 'e') OR contains(${number}, 'E'))`;
  const point = `strpos(${number}, '.')`;
  const sign = `CASE WHEN ${number} < '.' THEN 1 ELSE 0 END`;
  const end = `CASE WHEN ${point} > 0 THEN ${point} - 1 ELSE strlen(${number}) END`;
  const digits = `CASE WHEN ${infinite} THEN NULL WHEN ${exponent} THEN ${EXPONENT_DIGITS} ELSE ${end} - ${sign} END`;
  const scale = `CASE WHEN ${infinite} THEN NULL WHEN ${point} > 0 THEN strlen(${number}) - ${point} ELSE 0 END`;
  return [
    `count(*) FILTER (CASE WHEN ${infinite} THEN false WHEN ${point} > 0 THEN true ELSE ${exponent} END)`,
    `count(*) FILTER (CASE WHEN strlen(${number}) > 18 THEN CASE WHEN ${point} > 0 OR ${exponent} THEN false ELSE TRY_CAST(${number} AS BIGINT) IS NULL END END)`,
    `count(*) FILTER (CASE WHEN ${infinite} THEN false ELSE NOT ${exact} END)`,
    `max(${digits})`,
    `max(${scale})`,
    `count(*) FILTER (${infinite})`,
  ];
}
