import { type Column, sameColumn } from "#lib/agent/analyst/catalog.ts";
import { columnLabel, sentenceCase } from "#lib/agent/analyst/column-label.ts";
import type { Filter, Intent } from "#lib/agent/analyst/intent.ts";
import type { Json } from "#lib/core/schema.ts";
import { MONTH_NAMES } from "./cell.ts";
import { sayList, sayNumber } from "./number.ts";

const isYear = ({ column }: Filter): boolean => column.kind === "number" && column.words.at(-1) === "year";

/** A value of a condition: a text as it stands, a number with its digits grouped unless it names something. */
function sayValue(value: Json | undefined, column: Column): string {
  if (typeof value !== "number") return String(value);
  return column.isKey || column.words.at(-1) === "year" ? String(value) : sayNumber(value);
}

const sayOr = (parts: string[]): string => sayList(parts).replace(/ and (?!.* and )/, " or ");

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** A day, or the month or year that starts there, as short as it can be said. */
function sayStart(day: string): string {
  if (day.endsWith("-01-01")) return day.slice(0, 4);
  return day.endsWith("-01") ? `${MONTH_NAMES[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}` : day;
}

/** The last day of a stretch, as the month or year that ends there. */
function sayEnd(day: string): string {
  const last = dayBefore(day);
  if (day.endsWith("-01-01")) return last.slice(0, 4);
  return day.endsWith("-01") ? `${MONTH_NAMES[Number(last.slice(5, 7)) - 1]} ${last.slice(0, 4)}` : last;
}

/** `in 2023`, `in Q1 2024`, `on 2024-03-01`, `from March to …`; `to` is the day after the last. */
function sayPeriod(from: string | null, to: string | null): string {
  if (from === null) return `before ${sayStart(to ?? "")}`;
  if (to === null) return `since ${sayStart(from)}`;
  if (dayBefore(to) === from) return `on ${from}`;
  const [start, end] = [sayStart(from), sayEnd(to)];
  if (start === end) return `in ${start}`;
  const [month, months] = [Number(from.slice(5, 7)), monthsBetween(from, to)];
  if (months === 3 && month % 3 === 1) return `in Q${(month - 1) / 3 + 1} ${from.slice(0, 4)}`;
  const isMixed = /^\d{4}$/.test(start) !== /^\d{4}$/.test(end);
  return isMixed ? `from ${from} to ${dayBefore(to)}` : `from ${start} to ${end}`;
}

/** Whole months between two firsts of a month; -1 when one of them is none. */
function monthsBetween(from: string, to: string): number {
  if (!from.endsWith("-01") || !to.endsWith("-01")) return -1;
  const [a, b] = [from, to].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)));
  return (b ?? 0) - (a ?? 0);
}

/** A condition on a time, said after the others; null for any other. */
function sayTime(filter: Filter): string | null {
  const { operator, values } = filter;
  const [first, second] = values;
  const text = (value: Json | undefined) => (typeof value === "string" ? value : null);
  if (operator === "period") return sayPeriod(text(first), text(second));
  if (operator === "month_of_year") return `in ${MONTH_NAMES[Number(first) - 1]} of any year`;
  if (!isYear(filter)) return null;
  const years = values.map(String);
  if (operator === "=" || operator === "in") return `in ${sayList(years)}`;
  if (operator === "between") return `from ${years[0]} to ${years[1]}`;
  if (operator === ">=") return `since ${years[0]}`;
  return operator === "<" ? `before ${years[0]}` : null;
}

const WORDS: Partial<Record<Filter["operator"], string>> = {
  ">": "over",
  ">=": "of at least",
  "<": "under",
  "<=": "of at most",
  contains: "containing",
  starts_with: "starting with",
  ends_with: "ending with",
};

/** "region North", "amount over 100", "region other than South". */
export function conditionLabel({ column, operator, values }: Filter): string {
  const label = columnLabel(column);
  const said = values.map((value) => sayValue(value, column));
  switch (operator) {
    case "between":
      return `${label} between ${said[0]} and ${said[1]}`;
    case "in":
      return `${label} ${sayOr(said)}`;
    case "!=":
    case "not_in":
      return `${label} other than ${sayList(said)}`;
    case "is_null":
      return `no value in ${label}`;
    case "not_null":
      return `a value in ${label}`;
    default: {
      const word = WORDS[operator];
      return `${label} ${word ?? (typeof values[0] === "string" ? "" : "=")} ${said[0]}`.replace("  ", " ");
    }
  }
}

type Conditions = Pick<Intent, "filters" | "groups">;

/** All conditions as one phrase for a title or a sentence: "for region North in 2023"; empty when there are none. */
export function sayConditions({ filters, groups }: Conditions): string {
  const times = filters.flatMap((filter) => sayTime(filter) ?? []);
  const isChoice = ({ column, operator }: Filter) =>
    operator === "in" && groups.some((group) => sameColumn(group.column, column));
  const plain = filters.filter((filter) => sayTime(filter) === null);
  const others = plain.filter((filter) => !isChoice(filter)).map(conditionLabel);
  const among = plain.filter(isChoice).map(({ values }) => `among ${sayList(values.map(String))}`);
  return [...among, ...(others.length > 0 ? [`for ${sayList(others)}`] : []), ...times].join(" ");
}

/** A sentence under its conditions: "For region North, the total amount …". A name at its start keeps its letters. */
export function underConditions(intent: Conditions, sentence: string, isName = false): string {
  const conditions = sayConditions(intent);
  if (conditions === "") return isName ? sentence : sentenceCase(sentence);
  return `${sentenceCase(conditions)}, ${sentence}`;
}
