import "server-only";
import type { FileColumn } from "#lib/datasets/schema.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";

/** How a column is described: numbers and points in time by a histogram, everything else by its top values. */
export type ColumnKind = "integer" | "number" | "date" | "timestamp" | "text";

const INTEGERS = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/;
const NUMBERS = /^(FLOAT|REAL|DOUBLE|DECIMAL(\(\d+, ?\d+\))?)$/;

export function kindOf(type: string): ColumnKind {
  if (INTEGERS.test(type)) return "integer";
  if (NUMBERS.test(type)) return "number";
  if (type === "DATE") return "date";
  if (/^TIMESTAMP/.test(type)) return "timestamp";
  return "text";
}

/**
 * The column as a number for bins and means: numbers as DOUBLE, dates as days and timestamps as seconds since
 * 1970; NULL for NaN and the infinities.
 */
export function measureSql({ name, type }: FileColumn): string {
  const column = quoteIdentifier(name);
  const kind = kindOf(type);
  if (kind === "integer") return `CAST(${column} AS DOUBLE)`;
  if (kind === "date") return `CASE WHEN isfinite(${column}) THEN epoch(${column}) / 86400 END`;
  if (kind === "timestamp")
    return `CASE WHEN isfinite(CAST(${column} AS TIMESTAMP)) THEN epoch(${column}) END`;
  return `CASE WHEN isfinite(CAST(${column} AS DOUBLE)) THEN CAST(${column} AS DOUBLE) END`;
}

/** Longest text of a cell that a profile keeps. */
const MAX_TEXT = 200;

/** The column's values as a profile shows them: text cut short; lists, structs and the like as text. */
export function shownSql({ name, type }: FileColumn): string {
  const column = quoteIdentifier(name);
  if (kindOf(type) !== "text" || type === "BOOLEAN") return column;
  return `left(CAST(${column} AS VARCHAR), ${MAX_TEXT})`;
}
