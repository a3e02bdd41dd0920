import type { IntentKind } from "#lib/agent/analyst/intent.ts";
import { COMPARATIVES, FILLERS, NEGATIONS } from "./lexicon.ts";
import { isMeaningful } from "./link.ts";
import { assume, type Question, wordAt } from "./question.ts";

/** Words after which something of the data is named: what stands there and is unknown changes the answer. */
const PLACES = new Set([
  "in",
  "of",
  "for",
  "from",
  "where",
  "with",
  "is",
  "are",
  "at",
  "on",
  "not",
  "only",
  "named",
  "called",
  "=",
  "average",
  "total",
  "and",
  "many",
  "between",
  "to",
  "by",
  "per",
  "each",
  "when",
  "having",
  "has",
  "have",
]);

/** Times that are reckoned from today, which the data does not know. */
const RELATIVE = new Set([
  "last",
  "past",
  "previous",
  "next",
  "today",
  "yesterday",
  "tomorrow",
  "ago",
  "current",
  "recent",
  "recently",
]);

const isSpoken = (word: string): boolean =>
  !COMPARATIVES.has(word) && (FILLERS.has(word) || isMeaningful(word) || word.length < 2);

/** The unknown words of a question, by their places. */
export function unknownPlaces(q: Question): number[] {
  return q.items.flatMap((item, i) => {
    if (q.used.has(i)) return [];
    if (item.kind === "quoted") return [i];
    return item.kind === "word" && !isSpoken(item.word) && !isSpoken(item.stem) ? [i] : [];
  });
}

/**
 * A sentence about words that would change the answer and are not in the data; null when there are none. Other unknown words
 * are passed over, and the person is told.
 */
export function unknownWords(q: Question, kind: IntentKind): string | null {
  const places = unknownPlaces(q);
  const texts = places.map((i) => `“${q.items[i]?.text}”`);
  if (places.length === 0) return leftoverNegation(q);
  const matters = places.some((i) => {
    if (RELATIVE.has(wordAt(q, i))) return true;
    let before = i - 1;
    while (["the", "a", "an", "my", "our"].includes(wordAt(q, before)) || places.includes(before)) before--;
    return q.items[i]?.kind === "quoted" || PLACES.has(wordAt(q, before));
  });
  const isMostlyUnknown =
    places.length > 3 ||
    (kind === "measure" &&
      q.items.every((item) => item.kind !== "column" && item.kind !== "value" && item.kind !== "table") &&
      places.length > 0);
  if (matters || isMostlyUnknown) return `I found no column, table or value for ${texts.join(", ")}`;
  assume(q, `I passed over ${texts.join(", ")}.`);
  return leftoverNegation(q);
}

/** A "not" that no reader took would turn the answer around. */
function leftoverNegation(q: Question): string | null {
  const at = q.items.findIndex((_, i) => !q.used.has(i) && NEGATIONS.has(wordAt(q, i)));
  return at < 0 ? null : `I could not tell what “${q.items[at]?.text}” leaves out`;
}
