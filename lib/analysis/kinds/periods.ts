import type { TimeGrain } from "#lib/analysis/schema.ts";

const DAYS = { day: 1, week: 7 } as const;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** The start of the period that is `steps` after the one that starts at `start` (`YYYY-MM-DD`). */
export function periodAfter(start: string, grain: TimeGrain, steps: number): string {
  const [year = 0, month = 1, day = 1] = start.split("-").map(Number);
  const date =
    grain === "day" || grain === "week"
      ? new Date(Date.UTC(year, month - 1, day + steps * DAYS[grain]))
      : new Date(Date.UTC(year, month - 1 + steps * MONTHS[grain], day));
  return date.toISOString().slice(0, 10);
}

/** The starts of all periods from the first to the last that are not among `starts` (in order), `most` of them at most. */
export function missingPeriods(starts: readonly string[], grain: TimeGrain, most: number): string[] {
  const known = new Set(starts);
  const last = starts.at(-1) ?? "";
  const missing: string[] = [];
  let at = starts[0] ?? last;
  while (at < last && missing.length < most) {
    if (!known.has(at)) missing.push(at);
    at = periodAfter(at, grain, 1);
  }
  return missing;
}

/** Lengths of the seasons that a grain suggests, in periods. */
export const SEASONS: Record<TimeGrain, readonly number[]> = {
  day: [7, 365],
  week: [52],
  month: [12],
  quarter: [4],
  year: [],
};
