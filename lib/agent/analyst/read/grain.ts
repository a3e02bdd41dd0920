import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Filter, Grain } from "#lib/agent/analyst/intent.ts";

const DAY_MS = 86_400_000;

function momentOf(value: unknown): number | null {
  const time =
    typeof value === "string" ? Date.parse(value.length <= 10 ? `${value}T00:00:00Z` : value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** A grain that gives a readable number of points over the span of the data, or of the period asked for; months when the span is unknown. */
export function autoGrain(column: Column, filters: Filter[]): Grain {
  const period = filters.find((filter) => filter.operator === "period" && filter.column.name === column.name);
  const from = momentOf(period?.values[0]) ?? momentOf(column.min);
  const to = momentOf(period?.values[1]) ?? momentOf(column.max);
  if (from === null || to === null) return "month";
  const days = (to - from) / DAY_MS;
  if (days <= 62) return "day";
  if (days <= 6 * 366) return "month";
  return days <= 15 * 366 ? "quarter" : "year";
}
