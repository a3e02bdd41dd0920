import type { IntentKind } from "#lib/agent/analyst/intent.ts";
import { COMPARATIVES, COMPARE_WORDS, FILLERS, MISSING_WORDS, NEGATIONS } from "./lexicon.ts";
import { isMeaningful } from "./link.ts";
import { type Question, wordAt } from "./question.ts";

const isSpoken = (word: string): boolean =>
  !COMPARATIVES.has(word) && (FILLERS.has(word) || isMeaningful(word) || word.length < 2);

/** The unknown words of a question, by their places. */
export function unknownPlaces(q: Question): number[] {
  return q.items.flatMap((item, i) => {
    if (q.used.has(i)) return [];
    if (item.kind === "quoted") return [i];
    if (item.kind === "word" && /^(?![AI]$)\p{Lu}$/u.test(item.text)) return [i];
    return item.kind === "word" && !isSpoken(item.word) && !isSpoken(item.stem) ? [i] : [];
  });
}

const MOST_LISTED = 8;
const JOINS = new Set(["and", "or", "vs", "versus", "to", ",", "with", "than"]);

/** "compare online and shop" where only Shop is in the data: which values there are. */
function valuesBeside(q: Question, places: number[]): string | null {
  for (const place of places) {
    const beside = [place - 2, place + 2].map((at) => q.items[at]);
    const joined = [place - 1, place + 1].map((at) => JOINS.has(wordAt(q, at)));
    const item = beside.find((other, i) => other?.kind === "value" && joined[i]);
    const column = item?.kind === "value" ? item.columns[0] : undefined;
    if (!column) continue;
    const isAll = column.distinct !== null && column.distinct <= Math.min(column.values.length, MOST_LISTED);
    const values = column.values.slice(0, MOST_LISTED).join(", ");
    return `“${q.items[place]?.text}” is no value of ${column.name}, which has ${values}${isAll ? "" : " and more"}`;
  }
  return null;
}

/**
 * A sentence about what would change the answer and was not understood; null when there is nothing of the kind. A word that is
 * neither in the data nor in the language might mean anything, so nothing is computed past it.
 */
export function unknownWords(q: Question, kind: IntentKind): string | null {
  const places = unknownPlaces(q);
  if (places.length === 0) return leftover(q, kind);
  const texts = places.map((i) => `“${q.items[i]?.text}”`);
  return valuesBeside(q, places) ?? `I found no column, table or value for ${texts.join(", ")}`;
}

/** Words with a meaning that no reader took: passed over, they would turn the answer around. */
function leftover(q: Question, kind: IntentKind): string | null {
  const free = q.items.map((item, i) => ({ item, i })).filter(({ i }) => !q.used.has(i));
  const word = (words: ReadonlySet<string>) => free.find(({ i }) => words.has(wordAt(q, i)))?.item.text;
  const negation = word(NEGATIONS);
  if (negation !== undefined) return `I could not tell what “${negation}” leaves out`;
  const missing = word(MISSING_WORDS);
  if (missing !== undefined) return `I could not tell which column “${missing}” speaks of`;
  const number = free.find(({ item }) => item.kind === "number");
  if (number && kind !== "describe") return `I could not tell what the number ${number.item.text} is for`;
  const side = word(new Set(["above", "below", "under", "beyond"]));
  if (side !== undefined && kind !== "describe") return `I could not tell what is ${side} what`;
  const isCompared = q.items.some((_, i) => COMPARE_WORDS.has(wordAt(q, i)) || wordAt(q, i) === "which");
  if (!isCompared && word(new Set(["than"])) !== undefined)
    return "I could not tell what is compared with what";
  return mixedOr(q);
}

/** "north or espresso": alternatives over two columns; conditions here all have to hold. */
function mixedOr(q: Question): string | null {
  const columns = new Set(q.filters.map(({ column }) => `${column.table}.${column.name}`));
  if (columns.size < 2) return null;
  const at = q.items.findIndex((_, i) => {
    if (wordAt(q, i) !== "or") return false;
    const [before, after] = [q.items[i - 1], q.items[i + 1]];
    const isOneColumn =
      before?.kind === "value" &&
      after?.kind === "value" &&
      before.columns.some((column) => after.columns.includes(column));
    return !isOneColumn;
  });
  return at < 0 ? null : "I can only join conditions by “and”, not alternatives over two columns";
}
