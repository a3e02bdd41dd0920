import type { Column } from "#lib/agent/analyst/catalog.ts";
import * as lexicon from "#lib/agent/analyst/read/lexicon.ts";
import { columnAt, isFree, matchesAt, type Question, use, wordAt } from "#lib/agent/analyst/read/question.ts";
import type { ColumnKind } from "#lib/charts/column-kind.ts";

/** Why an analysis that was asked for cannot be made; for the person. */
export class NotPossible extends Error {}

/** Marks the plain words that say what is asked as understood. */
export function take(q: Question, words: ReadonlySet<string> | RegExp): void {
  q.items.forEach((_, i) => {
    const word = wordAt(q, i);
    if (word !== "" && (words instanceof RegExp ? words.test(word) : words.has(word))) use(q, i);
  });
}

export const isCategoryKind = ({ kind }: Column): boolean => kind === "text" || kind === "boolean";

/** The column that is named at a place, of one of these kinds; null for anything else. */
export function namedAt(q: Question, index: number, kinds: ColumnKind[]): Column | null {
  if (!isFree(q, index) || matchesAt(q, index).length === 0) return null;
  const column = columnAt(q, index, { kinds });
  return column && kinds.includes(column.kind) ? column : null;
}

/** Takes the free columns of these kinds between two places, in order. */
export function takeColumns(
  q: Question,
  kinds: ColumnKind[],
  [from, to]: [number, number] = [0, q.items.length],
): Column[] {
  const found: Column[] = [];
  for (let i = Math.max(0, from); i < to; i++) {
    const column = namedAt(q, i, kinds);
    if (!column || (column.isKey && column.kind === "number")) continue;
    use(q, i);
    if (!found.includes(column)) found.push(column);
  }
  return found;
}

const MEANINGS = [
  ...lexicon.FIGURE_WORDS,
  lexicon.COMPARATIVES,
  new Set(["more", "less", "fewer", "few", "least", "than", "next", "who", "when", "or"]),
];

/** A column or a word with a meaning that no reader took: the analysis would answer another question. */
export function leftOver(q: Question): string | null {
  const item = q.items.find((candidate, i) => {
    if (!isFree(q, i)) return false;
    if (candidate.kind === "column" || candidate.kind === "number") return true;
    return candidate.kind === "word" && MEANINGS.some((words) => words.has(candidate.word));
  });
  return item ? `I could not tell what “${item.text}” is for in that question` : null;
}
