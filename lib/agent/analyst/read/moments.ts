import { MONTHS } from "./lexicon.ts";
import { type Question, wordAt } from "./question.ts";

/** A stretch of time that words name: from its first day to the day after its last. `month` alone is of every year. */
export type Moment =
  | { start: string; end: string; isYear: boolean; length: number }
  | { month: number; length: number };

const day = (year: number, month: number, date = 1): string =>
  new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

export function monthNumber(word: string): number | null {
  const index = MONTHS.findIndex(
    (month) =>
      month === word ||
      (word.length === 3 && month.startsWith(word)) ||
      (word === "sept" && month === "september"),
  );
  return index < 0 ? null : index;
}

function yearAt(q: Question, index: number): number | null {
  const item = q.items[index];
  return item?.kind === "number" && /^(1[89]|20|21)\d\d$/.test(item.text) ? item.value : null;
}

function quarterAt(q: Question, index: number): number | null {
  const match = /^q([1-4])$/.exec(wordAt(q, index));
  return match ? Number(match[1]) - 1 : null;
}

function dateAt(q: Question, index: number): Moment | null {
  const item = q.items[index];
  const match = item?.kind === "quoted" ? /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(item.text) : null;
  if (!match) return null;
  const [year, month] = [Number(match[1]), Number(match[2]) - 1];
  const date = match[3] === undefined ? null : Number(match[3]);
  const end = date === null ? day(year, month + 1) : day(year, month, date + 1);
  return { start: day(year, month, date ?? 1), end, isYear: false, length: 1 };
}

/** The moment that starts at a place: a year, a month, a quarter, a day, with or without its year. */
export function momentAt(q: Question, index: number): Moment | null {
  const year = yearAt(q, index);
  if (year !== null) {
    const quarter = quarterAt(q, index + 1);
    if (quarter === null) return { start: day(year, 0), end: day(year + 1, 0), isYear: true, length: 1 };
    return { start: day(year, quarter * 3), end: day(year, quarter * 3 + 3), isYear: false, length: 2 };
  }
  const quarter = quarterAt(q, index);
  const ofYear = yearAt(q, index + 1) ?? (wordAt(q, index + 1) === "of" ? yearAt(q, index + 2) : null);
  const length = wordAt(q, index + 1) === "of" ? 3 : 2;
  if (quarter !== null && ofYear !== null)
    return { start: day(ofYear, quarter * 3), end: day(ofYear, quarter * 3 + 3), isYear: false, length };
  const month = monthNumber(wordAt(q, index));
  if (month === null) return dateAt(q, index);
  if (ofYear !== null)
    return { start: day(ofYear, month), end: day(ofYear, month + 1), isYear: false, length };
  const isName = wordAt(q, index) !== "may" || ["in", "during", "for", "of"].includes(wordAt(q, index - 1));
  return isName ? { month: month + 1, length: 1 } : null;
}
