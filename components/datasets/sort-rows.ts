import type { Json } from "#lib/core/schema.ts";
import { isNumeric } from "./column-format.ts";

/** An order of rows by one column, by its place. */
export interface ColumnSort {
  column: number;
  direction: "asc" | "desc";
}

/** The order that another click on a column's head asks for: ascending, descending, none. */
export function nextColumnSort(now: ColumnSort | null, column: number): ColumnSort | null {
  if (now?.column !== column) return { column, direction: "asc" };
  return now.direction === "asc" ? { column, direction: "desc" } : null;
}

/** Rows as the engine would order them: NaN above all numbers, missing values last either way, equal rows as they stood. */
export function sortRows(
  rows: readonly (readonly Json[])[],
  sort: ColumnSort,
  type: string,
): readonly (readonly Json[])[] {
  const { column, direction } = sort;
  const keyOf = isNumeric(type) ? numberKey : textKey;
  const keyed = rows.map((row) => ({ row, key: row[column] == null ? null : keyOf(row[column]) }));
  const sign = direction === "asc" ? 1 : -1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return sign * compared(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}

/** Whole numbers beyond 2^53 come as text and compare exactly with any other number. */
function numberKey(value: Json): number | bigint {
  if (typeof value === "string" && /^-?\d+$/.test(value)) return BigInt(value);
  return Number(value);
}

function compared(a: number | bigint | string, b: number | bigint | string): number {
  const nans = Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return nans !== 0 ? nans : a < b ? -1 : a > b ? 1 : 0;
}

function textKey(value: Json): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
