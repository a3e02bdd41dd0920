import { formatDay } from "#lib/core/format.ts";

export interface DayGroup<T> {
  day: string;
  items: T[];
}

/** Groups a list that is in order of time, newest first, under the names of its days. */
export function groupByDay<T extends { updated_at: string }>(
  items: readonly T[],
  now: Date,
  timeZone: string,
): DayGroup<T>[] {
  const groups: DayGroup<T>[] = [];
  for (const item of items) {
    const day = formatDay(item.updated_at, now, timeZone);
    const last = groups.at(-1);
    if (last?.day === day) last.items.push(item);
    else groups.push({ day, items: [item] });
  }
  return groups;
}
