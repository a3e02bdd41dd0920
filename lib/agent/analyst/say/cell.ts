import type { Grain } from "#lib/agent/analyst/intent.ts";
import { formatPeriod } from "#lib/core/format-period.ts";
import type { Json } from "#lib/core/schema.ts";
import { type Decimals, sayNumber } from "./number.ts";

export const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A date at the coarseness it was grouped by: "March 2023", "Q1 2023", "2023"; a time without one, and what is no date, as it is. */
function sayDate(value: string, grain: Grain | null): string {
  if (!/^-?\d{4,6}-\d{2}-\d{2}/.test(value)) return value;
  return grain === null || grain === "day"
    ? value.replace("T", " ").replace(/ 00:00:00(Z)?$/, "")
    : formatPeriod(value, grain);
}

/** The name of a group: a text as it is, a time by its grain, a missing value as such. */
export function sayGroup(value: Json | undefined, grain: Grain | null): string {
  if (value === null || value === undefined) return "(missing)";
  if (typeof value === "string") return value === "" ? "(empty)" : sayDate(value, grain);
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

/** A measured cell: a number, or a date where the ends of a time were asked for. */
export function sayCell(value: Json | undefined, decimals?: Decimals): string {
  if (typeof value === "string" && /^-?\d{4,6}-\d{2}-\d{2}/.test(value)) return sayDate(value, null);
  if (typeof value === "string" && !/^-?[\d.]+(e[+-]?\d+)?$/i.test(value))
    return value === "NaN" ? "no number" : value;
  return sayNumber(value, decimals);
}

export const isPresent = (value: Json | undefined): boolean =>
  value !== null && value !== undefined && value !== "NaN";
