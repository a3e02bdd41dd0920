import { currencyPattern } from "./currencies.ts";
import type { DecimalMark, GroupMark, NumberReading } from "./reading.ts";

/*
 * Patterns here are written for JavaScript (with the flag i) and for DuckDB's RE2 (with "(?i)") alike.
 */

const GROUPS: Readonly<Record<GroupMark, string>> = {
  "": "",
  ",": ",",
  ".": "[.]",
  " ": "[ \u00a0\u202f\u2009]",
  "'": "['’]",
};
const POINTS: Readonly<Record<DecimalMark, string>> = { ".": "[.]", ",": "," };

export const SPACE = "[ \u00a0\u202f]?";
const MINUS = "[-−]";
export const INFINITY = "[-+]?inf(?:inity)?";

/** The digits of a number with its marks, without sign and unit. */
export function bodyPattern(decimal: DecimalMark, group: GroupMark, whole: boolean, zeros: boolean): string {
  const integer = zeros ? "[0-9]+" : "(?:0|[1-9][0-9]*)";
  const lakh = group === "," ? "|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}" : "";
  const grouped = group === "" ? "" : `|[1-9][0-9]{0,2}(?:${GROUPS[group]}[0-9]{3})+${lakh}`;
  const head = `(?:${integer}${grouped})`;
  if (whole) return head;
  return `(?:${head}(?:${POINTS[decimal]}[0-9]*)?|${POINTS[decimal]}[0-9]+)`;
}

/** Numbers as programs write them: nothing to take away. */
export function plainPattern(whole: boolean, zeros = false): string {
  const body = `-?${bodyPattern(".", "", whole, zeros)}`;
  return whole ? body : `${body}(?:e[-+]?[0-9]+)?`;
}

/** Everything that a reading takes for a number, also as people and spreadsheets write it. */
export function loosePattern(reading: NumberReading, whole: boolean): string {
  const body = bodyPattern(reading.decimal, reading.group, whole, reading.zeros);
  const unit = unitOf(reading);
  const before = reading.currency === null ? "" : `(?:${currencyPattern(reading.currency)}${SPACE})?`;
  const signed = `${MINUS}?${SPACE}${before}${MINUS}?${body}${unit}`;
  const closed = `[(]${SPACE}${before}${body}${unit}${SPACE}[)]`;
  const trailing = `${before}${body}${unit}${SPACE}-`;
  // Longer ones are telephone numbers.
  const few = reading.zeros ? "[0-9]+" : "(?:0|[1-9][0-9]{0,5})";
  const plus = `[+]${few}${whole ? "" : `(?:${POINTS[reading.decimal]}[0-9]*)?`}${unit}`;
  return `(?:${signed}|${closed}|${trailing}|${plus})`;
}

function unitOf(reading: NumberReading): string {
  if (reading.percent) return `${SPACE}%`;
  return reading.currency === null ? "" : `(?:${SPACE}${currencyPattern(reading.currency)})?`;
}
