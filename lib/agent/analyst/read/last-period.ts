import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Grain } from "#lib/agent/analyst/intent.ts";
import { sayConditions } from "#lib/agent/analyst/say/conditions.ts";
import { GRAIN_WORDS } from "./lexicon.ts";
import { assume, type Question, use, wordAt } from "./question.ts";

const MONTHS_OF: Partial<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };
const DAYS_OF: Partial<Record<Grain, number>> = { day: 1, week: 7 };
const LAST = new Set(["last", "latest", "this", "current", "past", "recent"]);

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The last `count` months, quarters or years that the data reaches into, or days and weeks up to its last day. */
function stretch(last: string, grain: Grain, count: number): [string, string] | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(last);
  if (!parts) return null;
  const [year = 0, month = 1, date = 1] = parts.slice(1).map(Number);
  const months = MONTHS_OF[grain];
  if (months) {
    const start = month - 1 - ((month - 1) % months) - (count - 1) * months;
    return [dayOf(Date.UTC(year, start, 1)), dayOf(Date.UTC(year, start + count * months, 1))];
  }
  const end = Date.UTC(year, month - 1, date + 1);
  return [dayOf(end - (DAYS_OF[grain] ?? 1) * count * 86_400_000), dayOf(end)];
}

/**
 * "last year", "the past 3 months": the last ones in the data, since nobody asks about a time that the data does not reach. Said
 * with the answer.
 */
export function readLastPeriod(q: Question, timeColumn: (q: Question) => Column | null): void {
  q.items.forEach((item, i) => {
    if (item.kind !== "word" || !LAST.has(item.word)) return;
    const next = q.items[i + 1];
    const count = next?.kind === "number" && Number.isInteger(next.value) ? next.value : null;
    const at = count === null ? i + 1 : i + 2;
    const grain = GRAIN_WORDS.get(wordAt(q, at));
    if (!grain || (count === null && !(grain in MONTHS_OF))) return;
    const column = timeColumn(q);
    const span =
      column?.kind === "time" && typeof column.max === "string"
        ? stretch(column.max, grain, count ?? 1)
        : null;
    if (!column || !span) return;
    if (q.filters.some((filter) => filter.operator === "period" && filter.column === column))
      q.faults.push("I could not tell which two periods you mean: name them, as in 2022 and 2023");
    for (let used = i; used <= at; used++) use(q, used);
    q.filters.push({ column, operator: "period", values: span });
    const said = count === null ? `the ${item.word} ${grain}` : `the ${item.word} ${count} ${grain}s`;
    const when = sayConditions({ filters: q.filters.slice(-1), groups: [] });
    assume(q, `I took ${said} to be the last in the data: ${when}.`);
  });
}
