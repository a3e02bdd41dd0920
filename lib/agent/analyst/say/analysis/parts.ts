import type { Json } from "#lib/core/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";

const NAMES: Record<string, string> = { "0.25": "lower quartile", "0.5": "median", "0.75": "upper quartile" };

function ordinal(number: number): string {
  const [tens, ones] = [number % 100, number % 10];
  const ending = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][ones] ?? "th");
  return `${number}${ending}`;
}

/** A part of one as what it is called: "90th percentile", "lower quartile". */
export function sayPart(part: number): string {
  const percent = Number((part * 100).toPrecision(12));
  return NAMES[String(part)] ?? `${Number.isInteger(percent) ? ordinal(percent) : `${percent}th`} percentile`;
}

/** A Result's rows by the names of its columns. */
export function rowsOf({ columns, rows }: ResultView): Record<string, Json>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
}
