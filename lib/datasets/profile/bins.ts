import "server-only";
import type { Json } from "#lib/core/schema.ts";
import type { FileColumn } from "#lib/datasets/schema.ts";
import { kindOf, measureSql } from "./column-kind.ts";

const MAX_BINS = 20;
const DAY_MS = 86_400_000;

/** Equal-width bins over [low, low + width × count], in the units of `measureSql`. */
export interface Bins {
  low: number;
  width: number;
  count: number;
  column: FileColumn;
}

/** Bins for a column's range; whole widths for integers and days, so that each bin holds equally many. */
export function binsFor(column: FileColumn, low: number, high: number): Bins {
  const kind = kindOf(column.type);
  const span = high - low;
  if (span === 0) return { low, width: 1, count: 1, column };
  if ((kind === "integer" || kind === "date") && span < Number.MAX_SAFE_INTEGER) {
    const width = Math.ceil((span + 1) / MAX_BINS);
    return { low, width, count: Math.ceil((span + 1) / width), column };
  }
  return { low, width: span / MAX_BINS, count: MAX_BINS, column };
}

/** Rows of (bin, count); the highest value belongs to the last bin. */
export function binsSql(from: string, { low, width, count, column }: Bins): string {
  const bin = `least(${count - 1}, greatest(0, floor((m - ${double(low)}) / ${double(width)})))::INTEGER`;
  return `SELECT ${bin}, count(*) FROM (SELECT ${measureSql(column)} AS m FROM ${from}) WHERE m IS NOT NULL GROUP BY 1`;
}

export function histogramOf(bins: Bins, rows: Json[][]): { start: Json; end: Json; count: number }[] {
  const counts = new Map(rows.map(([bin, count]) => [Number(bin), Number(count)]));
  const edge = (index: number) => edgeOf(bins, bins.low + index * bins.width);
  return Array.from({ length: bins.count }, (_, index) => ({
    start: edge(index),
    end: edge(index + 1),
    count: counts.get(index) ?? 0,
  }));
}

function edgeOf({ column }: Bins, value: number): Json {
  const kind = kindOf(column.type);
  if (kind === "integer" || kind === "number") return value;
  const time = isoOf(value * (kind === "date" ? DAY_MS : 1000));
  if (kind === "date") return time.slice(0, 10);
  return column.type === "TIMESTAMP WITH TIME ZONE" ? `${time}Z` : time;
}

/** ISO without zone; the far ends that JavaScript's calendar lacks are cut to its own. */
function isoOf(ms: number): string {
  const limit = 8_640_000_000_000_000;
  return new Date(Math.max(-limit, Math.min(limit, ms))).toISOString().replace(/\.000Z$|Z$/, "");
}

function double(value: number): string {
  return `CAST('${value}' AS DOUBLE)`;
}
