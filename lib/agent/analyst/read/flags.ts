import { type Column, sameColumn } from "#lib/agent/analyst/catalog.ts";
import type { Group } from "#lib/agent/analyst/intent.ts";
import * as lexicon from "./lexicon.ts";
import { assume, isFree, matchesAt, type Question, use, wordAt } from "./question.ts";
import type { Ranking } from "./ranking.ts";

const YES = /^(yes|y|true|t)$/i;
const NO = /^(no|n|false|f)$/i;

/** The two values of a column that says yes or no, as booleans, as 1 and 0 or in words; null for any other column. */
export function yesAndNo(
  column: Column,
): { yes: string | number | boolean; no: string | number | boolean } | null {
  if (column.kind === "boolean") return { yes: true, no: false };
  const { kind, distinct, min, max, values } = column;
  if (kind === "number" && distinct === 2 && min !== null && Number(min) === 0 && Number(max) === 1)
    return { yes: 1, no: 0 };
  const [yes, no] = [values.find((value) => YES.test(value)), values.find((value) => NO.test(value))];
  const isPair = kind === "text" && distinct === 2 && yes !== undefined && no !== undefined;
  return isPair ? { yes, no } : null;
}

const ARTICLES = new Set(["the", "all", "a", "an", "those", "ever", "yet", "also"]);
const BEFORE = new Set([
  "for",
  "among",
  "with",
  "only",
  "are",
  "is",
  "were",
  "was",
  "who",
  "that",
  "which",
  "did",
  "have",
  "has",
]);

/** The place of the last word before this one that says anything. */
function wordBefore(q: Question, index: number): number {
  let place = index - 1;
  while (ARTICLES.has(wordAt(q, place))) place--;
  return place;
}

/** "income of married people": of something that has a name, not "average of married". */
const isOfThing = (q: Question, place: number): boolean =>
  wordAt(q, place) === "of" && q.items[place - 1]?.kind === "column";

/** "how many passengers survived", "number of active users" */
function isCounted(q: Question, index: number): boolean {
  return q.items.some((_, i) => {
    if (i >= index) return false;
    const isMany = wordAt(q, i) === "how" && wordAt(q, i + 1) === "many";
    return isMany || (lexicon.FN_WORDS.get(wordAt(q, i)) === "count" && wordAt(q, i + 1) === "of");
  });
}

/** "active users": what the rows are called, by their table, their key or their name. */
function isRowNoun(q: Question, index: number): boolean {
  const item = q.items[index];
  if (item?.kind === "table" || lexicon.ROW_WORDS.has(wordAt(q, index))) return true;
  const column = item?.kind === "column" ? item.matches[0]?.column : undefined;
  return (
    column !== undefined &&
    (column.isKey || (column.kind === "text" && (column.distinct ?? 0) > column.rowCount / 2))
  );
}

/** The place of the "not" that belongs to what stands here; null when there is none. */
export function negationBefore(q: Question, index: number): number | null {
  for (let i = index - 1; i >= Math.max(0, index - 3); i--) {
    if (lexicon.NEGATIONS.has(wordAt(q, i)) || wordAt(q, i) === "non") return i;
    if (!BEFORE.has(wordAt(q, i)) && !ARTICLES.has(wordAt(q, i)) && wordAt(q, i) !== "be") return null;
  }
  return null;
}

const has = (q: Question, words: ReadonlySet<string>) => q.items.some((_, i) => words.has(wordAt(q, i)));

/**
 * Yes-or-no columns that stand as conditions: "how many passengers survived", "charges for smokers", "not paid". In a share they
 * are what the whole is split by; in a comparison they are left to be grouped by.
 */
export function readFlags(q: Question, groups: Group[], ranking: Ranking): void {
  if (has(q, lexicon.COMPARE_WORDS) || has(q, new Set(["vs", "versus"]))) return;
  const isShare = has(q, lexicon.SHARE_WORDS);
  q.items.forEach((item, i) => {
    if (item.kind !== "column" || !isFree(q, i)) return;
    const column = matchesAt(q, i)[0]?.column;
    const pair = column ? yesAndNo(column) : null;
    if (!column || !pair || q.filters.some((filter) => sameColumn(filter.column, column))) return;
    const negation = negationBefore(q, i);
    const before = wordBefore(q, i);
    const isMost = ["most", "fewest", "more"].includes(wordAt(q, i - 1));
    const isSaid =
      isMost ||
      isShare ||
      isRowNoun(q, i + 1) ||
      negation !== null ||
      BEFORE.has(wordAt(q, before)) ||
      isOfThing(q, before) ||
      isCounted(q, i);
    if (!isSaid) return;
    use(q, i, ...(negation === null ? [] : [negation]));
    if (isMost) ranking.byFrequency = true;
    if (isShare) groups.push({ column, grain: null });
    else {
      const value = negation === null ? pair.yes : pair.no;
      q.filters.push({ column, operator: "=", values: [value] });
      if (column.kind === "number") assume(q, `I took “${item.text}” to mean ${column.name} = ${value}.`);
    }
  });
}
