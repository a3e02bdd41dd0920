import type { Json } from "#lib/core/schema.ts";
import type { FilterScalar, RowFilter } from "#lib/datasets/schema.ts";
import type { Check } from "./kinds/kind.ts";
import { isNumber, type SourceColumn } from "./source.ts";

/** A profile cuts texts of that length. */
const CUT = 200;

/** Warns of a filter that leaves no rows, as far as the column's profile tells. */
export function warnIfEmpty(column: SourceColumn, filter: RowFilter, check: Check, path: string): void {
  const { profile } = column;
  if (profile === null || check.source.row_count === 0) return;
  const reason = reasonOf(column, filter, check.source.row_count);
  if (reason !== undefined) check.warn(path, `This leaves no rows: ${reason}.`);
}

function reasonOf(column: SourceColumn, { operator, value }: RowFilter, rows: number): string | undefined {
  const { profile, name } = column;
  if (profile === null) return undefined;
  if (operator === "is_null") return profile.nulls === 0 ? `"${name}" has no missing values` : undefined;
  if (profile.nulls === rows) return `"${name}" has no values`;
  if (operator === "not_null") return undefined;
  const range = `"${name}" goes from ${String(profile.min)} to ${String(profile.max)}`;
  const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
  if (operator === "==" || operator === "in")
    return isNone(column, values) ? absence(column, range) : undefined;
  if (operator === "between") {
    const [low, high] = values;
    if (low === undefined || high === undefined) return undefined;
    if (typeof low === typeof high && low > high) return "the range ends before it begins";
    return isBeyond(column, ">=", low) || isBeyond(column, "<=", high) ? range : undefined;
  }
  const [bound] = values;
  return bound !== undefined && isBeyond(column, operator, bound) ? range : undefined;
}

const absence = (column: SourceColumn, range: string) =>
  column.profile?.top ? `"${column.name}" has no such value` : range;

/** Whether none of the values can be there: all are known and these are not, or they lie outside the range. */
function isNone(column: SourceColumn, values: FilterScalar[]): boolean {
  const { profile } = column;
  if (profile?.top) {
    const known = new Set(profile.top.map(({ value }) => String(value)));
    const isWhole = profile.top.length >= profile.distinct && column.type !== "UUID";
    return isWhole && values.every((value) => String(value).length < CUT && !known.has(String(value)));
  }
  return values.every((value) => isBeyond(column, ">=", value) || isBeyond(column, "<=", value));
}

/** Whether no value of the column stands in that relation to the bound. A day counts until its end. */
function isBeyond(column: SourceColumn, operator: string, bound: FilterScalar): boolean {
  const { profile } = column;
  const low = comparableOf(column, profile?.min ?? null, false);
  const high = comparableOf(column, profile?.max ?? null, false);
  if (low === null || high === null) return false;
  const [first, last] = [comparableOf(column, bound, false), comparableOf(column, bound, true)];
  if (first === null || last === null) return false;
  if (operator === ">") return high <= last;
  if (operator === ">=") return high < first;
  if (operator === "<") return low >= first;
  return operator === "<=" && low > last;
}

/** A number, or milliseconds of a moment; null for what is neither. */
function comparableOf(column: SourceColumn, value: Json, endOfDay: boolean): number | null {
  if (isNumber(column)) {
    const number = typeof value === "boolean" || value === null ? Number.NaN : Number(value);
    return Number.isNaN(number) ? null : number;
  }
  if (column.kind !== "date" && column.kind !== "timestamp") return null;
  const text = String(value);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = Date.parse(isDay ? `${text}T00:00:00Z` : text.replace(/Z?$/, "Z"));
  if (Number.isNaN(time)) return null;
  return isDay && endOfDay && column.kind === "timestamp" ? time + 86_399_999 : time;
}
