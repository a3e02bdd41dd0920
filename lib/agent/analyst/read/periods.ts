import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Filter } from "#lib/agent/analyst/intent.ts";
import { columnsOf, isYearNumber, timeColumns } from "./column-roles.ts";
import { readLastPeriod } from "./last-period.ts";
import { MONTHS } from "./lexicon.ts";
import { type Moment, momentAt } from "./moments.ts";
import { assume, matchesAt, mentionedColumns, type Question, use, wordAt } from "./question.ts";

const OPENERS = new Set([
  "in",
  "during",
  "for",
  "of",
  "since",
  "from",
  "after",
  "before",
  "until",
  "till",
  "through",
  "between",
  "on",
  "by",
  "year",
  "and",
  "to",
  "vs",
  "versus",
  "is",
  "=",
]);

/** The time column the question means: one it names, else the first of the tables it speaks of. */
export function chooseTimeColumn(q: Question): Column | null {
  const named = q.items
    .flatMap((_, i) => matchesAt(q, i).slice(0, 1))
    .find(({ column, score }) => column.kind === "time" && score >= 0.8);
  if (named) return named.column;
  const tables = [
    ...mentionedColumns(q).map(({ table }) => table),
    ...q.items.flatMap((item) => (item.kind === "table" ? [item.table.name] : [])),
  ];
  const [first, second] = [
    ...timeColumns(columnsOf(q.catalog, tables)),
    ...timeColumns(columnsOf(q.catalog, [])),
  ];
  if (first && second && second.table === first.table && second.name !== first.name && second.kind === "time")
    assume(q, `I took ${first.name} as the time.`);
  return first ?? null;
}

/** "tickets solved in March": the word before says which of several times is meant. */
function timeBefore(q: Question, index: number): Column | null {
  const match = matchesAt(q, index).find(({ column }) => column.kind === "time");
  if (!match || q.used.has(index) || q.items[index]?.kind !== "column") return null;
  if (match.how !== "name")
    assume(q, `I took “${q.items[index]?.text}” to mean the time ${match.column.name}.`);
  use(q, index);
  return match.column;
}

type Span = Extract<Moment, { start: string }>;
const isSpan = (moment: Moment | null): moment is Span => moment !== null && "start" in moment;

/** From and to (exclusive) of "since 2022", "between March and June 2023", "in 2023"; with the items it took. */
function spanAt(
  q: Question,
  index: number,
  moment: Span,
): { from: string | null; to: string | null; length: number } {
  const opener = wordAt(q, index - 1);
  const joins = ["and", "to", "until", "till", "through"].includes(wordAt(q, index + moment.length));
  const until = joins ? momentAt(q, index + moment.length + 1) : null;
  if ((opener === "between" || opener === "from") && isSpan(until))
    return { from: moment.start, to: until.end, length: moment.length + 1 + until.length };
  const { length } = moment;
  if (opener === "since" || opener === "from") return { from: moment.start, to: null, length };
  if (opener === "after") return { from: moment.end, to: null, length };
  if (opener === "before") return { from: null, to: moment.start, length };
  if (["until", "till", "through"].includes(opener)) return { from: null, to: moment.end, length };
  return { from: moment.start, to: moment.end, length };
}

/** "from January to June 2022": the first month is of the year that the second names. */
function monthToMonth(q: Question, index: number, month: number) {
  const joins = ["and", "to", "until", "till", "through"].includes(wordAt(q, index + 1));
  const until = joins ? momentAt(q, index + 2) : null;
  if (!isSpan(until) || until.isYear) return null;
  const from = `${until.start.slice(0, 4)}-${String(month).padStart(2, "0")}-01`;
  return { from, to: until.end, length: 2 + until.length };
}

function periodFilter(column: Column, from: string | null, to: string | null): Filter {
  if (!isYearNumber(column)) return { column, operator: "period", values: [from, to] };
  const [first, last] = [from?.slice(0, 4), to?.slice(0, 4)].map((year) =>
    year === undefined ? null : Number(year),
  );
  if (first != null && last != null && last === first + 1) return { column, operator: "=", values: [first] };
  if (first != null && last != null) return { column, operator: "between", values: [first, last - 1] };
  return first != null
    ? { column, operator: ">=", values: [first] }
    : { column, operator: "<", values: [last ?? null] };
}

/** Years, months, quarters and days that the question limits itself to. Two of them side by side are compared. */
export function readPeriods(q: Question): { isComparison: boolean } {
  readLastPeriod(q, chooseTimeColumn);
  let found = 0;
  for (let i = 0; i < q.items.length; i++) {
    const moment = q.used.has(i) ? null : momentAt(q, i);
    const isBare =
      i === q.items.length - 1 ||
      wordAt(q, i + 1) === "?" ||
      (["vs", "versus", "and", "to"].includes(wordAt(q, i + 1)) && momentAt(q, i + 2) !== null);
    if (!moment || !(OPENERS.has(wordAt(q, i - 1)) || isBare || "month" in moment || moment.length > 1))
      continue;
    const column = timeBefore(q, i - 2) ?? chooseTimeColumn(q);
    if (!column) continue;
    found += 1;
    i = takeMoment(q, i, moment, column, found);
  }
  return { isComparison: found > 1 };
}

function takeMoment(q: Question, index: number, moment: Moment, column: Column, found: number): number {
  const opened = isSpan(moment) ? null : monthToMonth(q, index, moment.month);
  if (opened) {
    for (let at = index - 1; at < index + opened.length; at++) use(q, at);
    q.filters.push(periodFilter(column, opened.from, opened.to));
    return index + opened.length - 1;
  }
  if (!isSpan(moment)) {
    if (isYearNumber(column)) return index;
    use(q, index);
    q.filters.push({ column, operator: "month_of_year", values: [moment.month] });
    assume(q, `I took ${capital(MONTHS[moment.month - 1] ?? "")} of every year in the data.`);
    return index;
  }
  const { from, to, length } = spanAt(q, index, moment);
  for (let at = index - 1; at < index + length; at++)
    if (at >= index || ["since", "from", "after", "before", "between"].includes(wordAt(q, at))) use(q, at);
  const before = q.filters.findLast((filter) => filter.operator === "period" || isYearNumber(filter.column));
  if (found > 1 && before) widen(before, from, to);
  else q.filters.push(periodFilter(column, from, to));
  return index + length - 1;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** "2022 and 2023": one stretch that holds both, to be told apart by its groups. */
function widen(filter: Filter, from: string | null, to: string | null): void {
  if (filter.operator === "period") {
    const starts = [filter.values[0], from].filter((value) => typeof value === "string").sort();
    const ends = [filter.values[1], to].filter((value) => typeof value === "string").sort();
    filter.values = [starts[0] ?? null, ends.at(-1) ?? null];
  } else if (from !== null) {
    filter.operator = "in";
    filter.values.push(Number(from.slice(0, 4)));
  }
}
