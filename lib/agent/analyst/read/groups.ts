import { type Column, sameColumn } from "#lib/agent/analyst/catalog.ts";
import type { Grain, Group } from "#lib/agent/analyst/intent.ts";
import { columnsOf, isAdditive, isMeasure, isYearNumber, labelColumn } from "./column-roles.ts";
import { autoGrain } from "./grain.ts";
import {
  BY_WORDS,
  FILLERS,
  FN_WORDS,
  GRAIN_ADVERBS,
  GRAIN_WORDS,
  ROW_WORDS,
  TREND_WORDS,
} from "./lexicon.ts";
import { chooseTimeColumn } from "./periods.ts";
import { columnAt, hasWords, isFree, matchesAt, type Question, use, wordAt } from "./question.ts";

/** Amounts with more values than this are not something to group by. */
const FEW = 30;

const SKIPPED = new Set([
  "the",
  "a",
  "an",
  "each",
  "every",
  "of",
  "different",
  "single",
  "respective",
  "its",
  "their",
]);
const SORTING = new Set(["sort", "sorted", "order", "ordered", "rank", "ranked", "ranking"]);
const OPENERS = new Set([...BY_WORDS, "among"]);

/** Adds a group by a moment of time, of the grain asked for or one that fits the span of the data. */
function addGrain(q: Question, groups: Group[], grain: Grain | null): boolean {
  const column = chooseTimeColumn(q);
  if (!column) return false;
  if (isYearNumber(column)) groups.push({ column, grain: null });
  else groups.push({ column, grain: grain ?? autoGrain(column, q.filters) });
  return true;
}

/** Adds the group that an item names; null when the item is nothing to group by. */
function addGroup(q: Question, groups: Group[], index: number): boolean {
  const item = q.items[index];
  if (item?.kind === "table" && matchesAt(q, index).length === 0) {
    const column = labelColumn(columnsOf(q.catalog, [item.table.name]));
    if (column) groups.push({ column, grain: null });
    return column !== null;
  }
  const grain = GRAIN_WORDS.get(wordAt(q, index));
  if (grain) return addGrain(q, groups, grain);
  const column = columnAt(q, index, { kinds: ["text", "boolean", "time"] });
  if (!column) return false;
  const isAmount = isMeasure(column) && (isAdditive(column) || !column.type.includes("INT"));
  if (isAmount && (column.distinct ?? FEW) > FEW) return false;
  if (groups.some((group) => sameColumn(group.column, column))) return true;
  groups.push({ column, grain: column.kind === "time" ? autoGrain(column, q.filters) : null });
  return true;
}

/** One name after another: "region", "region and status", "month, region". Returns the place after the last. */
function readNames(
  q: Question,
  groups: Group[],
  start: number,
  skip: (column: Column | null, index: number) => boolean,
): number {
  let i = start;
  while (i < q.items.length) {
    while (SKIPPED.has(wordAt(q, i))) i++;
    const named =
      isFree(q, i) &&
      (matchesAt(q, i).length > 0 || q.items[i]?.kind === "table" || GRAIN_WORDS.has(wordAt(q, i)));
    if (!named || skip(matchesAt(q, i)[0]?.column ?? null, i) || !addGroup(q, groups, i)) return i;
    use(q, i);
    i += 1;
    const joins = ["and", ",", "by", "per", "&"].includes(wordAt(q, i)) ? 1 : 0;
    if (joins === 0) return i;
    i += joins + (["by", "per", "and"].includes(wordAt(q, i + 1)) ? 1 : 0);
  }
  return i;
}

/** A word in the place of a group that means nothing here: the question cannot be answered as asked. */
function unknownAt(q: Question, index: number): string | null {
  const item = q.items[index];
  if (item?.kind !== "word" || !isFree(q, index)) return null;
  const { word } = item;
  return FILLERS.has(word) || FN_WORDS.has(word) || ROW_WORDS.has(word) || OPENERS.has(word)
    ? null
    : item.text;
}

/** "by number of children" groups by the column children, unless something is ranked. Words taken. */
function numberOfAt(q: Question, index: number, isRanked: boolean): number {
  const skipped = wordAt(q, index) === "the" ? 1 : 0;
  const isNumberOf = hasWords(q, index + skipped, ["number", "of"]);
  const column = matchesAt(q, index + skipped + 2)[0]?.column;
  if (isRanked || !isNumberOf || column?.kind !== "number" || column.isKey) return 0;
  use(q, index + skipped, index + skipped + 1);
  return skipped + 2;
}

type IsMeasured = (column: Column | null, index: number) => boolean | null;

/** Why nothing can be grouped by what stands there; null when that is as it should be. */
function reasonAt(q: Question, index: number, isMeasured: IsMeasured): string | null {
  const word = unknownAt(q, index);
  if (word !== null) return `there is no column for “${word}”`;
  const column = matchesAt(q, index)[0]?.column ?? null;
  if (!column || !isFree(q, index) || !isMeasure(column) || isMeasured(column, index)) return null;
  return `${column.name} is an amount, and nothing to group by`;
}

export interface Groups {
  groups: Group[];
  isOverTime: boolean;
  /** Why what stands where a column to group by should be is none. */
  unknown: string | null;
}

/**
 * What the rows are grouped by: after "by", "per", "each", "across"; "monthly"; "over time". A number after "by" in a ranking is
 * what is ranked, not a group.
 */
export function readGroups(q: Question, isRanked: boolean): Groups {
  const out: Groups = { groups: [], isOverTime: false, unknown: null };
  const isMeasured = (column: Column | null, index: number) => {
    const ranks = isRanked || q.items.some((_, i) => i < index && SORTING.has(wordAt(q, i)));
    return ranks && column !== null && column.kind === "number" && !column.isKey;
  };
  for (let i = 0; i < q.items.length; i++) {
    const word = wordAt(q, i);
    if (
      OPENERS.has(word) ||
      ((word === "in" || word === "for") && ["each", "every"].includes(wordAt(q, i + 1)))
    ) {
      const before = out.groups.length;
      const start = i + 1 + numberOfAt(q, i + 1, isRanked);
      const end = readNames(q, out.groups, start, isMeasured);
      if (out.groups.length === before) out.unknown ??= reasonAt(q, end, isMeasured);
    } else if (GRAIN_ADVERBS.has(word) && isFree(q, i)) {
      if (addGrain(q, out.groups, GRAIN_WORDS.get(word) ?? null)) use(q, i);
    } else if (
      TREND_WORDS.has(word) ||
      hasWords(q, i, ["over", "time"]) ||
      hasWords(q, i, ["over", "the", "years"])
    ) {
      out.isOverTime = true;
      use(q, i);
    }
  }
  if (out.isOverTime && !out.groups.some(({ grain, column }) => grain || isYearNumber(column)))
    addGrain(q, out.groups, null);
  return out;
}

/** The group that a ranking is over. */
export function groupOfSubject(q: Question, subject: number): Group | null {
  const groups: Group[] = [];
  return addGroup(q, groups, subject) ? (groups[0] ?? null) : null;
}
