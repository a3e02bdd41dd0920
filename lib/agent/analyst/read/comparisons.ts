import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Operator } from "#lib/agent/analyst/intent.ts";
import { columnsOf, mainMeasure } from "./column-roles.ts";
import { FILLERS, MISSING_WORDS } from "./lexicon.ts";
import { isMeaningful } from "./link.ts";
import { assume, columnAt, hasWords, isFree, matchesAt, type Question, use, wordAt } from "./question.ts";

const phrases = (operator: Operator, text: string): [string[], Operator][] =>
  text.split(",").map((phrase) => [phrase.trim().split(" "), operator]);

/** Longer ones first, so that "no more than" is not read as "more than". */
const COMPARATORS: [string[], Operator][] = [
  ...phrases("<=", "no more than,not more than,at most,up to,less than or equal to,<="),
  ...phrases(">=", "no less than,not less than,at least,greater than or equal to,more than or equal to,>="),
  ...phrases("!=", "is not equal to,not equal to,!=,<>"),
  ...phrases(
    ">",
    "greater than,more than,larger than,bigger than,higher than,older than,longer than,over,above,exceeding,exceeds,>",
  ),
  ...phrases("<", "less than,fewer than,lower than,smaller than,younger than,shorter than,under,below,<"),
  ...phrases("=", "equal to,equals,of exactly,exactly,==,="),
];
const TEXT_OPERATORS: [string[], Operator][] = [
  ...phrases("starts_with", "starting with,starts with,start with,begins with,beginning with"),
  ...phrases("ends_with", "ending with,ends with,end with,ending in"),
  ...phrases("contains", "containing,contains,contain,that include,including"),
];
const LINKS = new Set([
  "is",
  "are",
  "was",
  "were",
  "of",
  "with",
  "a",
  "an",
  "the",
  "has",
  "have",
  "value",
  "values",
  "that",
  "which",
]);

function phraseAt(
  q: Question,
  index: number,
  list: [string[], Operator][],
): { operator: Operator; length: number } | null {
  const found = list.find(([words]) => hasWords(q, index, words));
  return found ? { operator: found[1], length: found[0].length } : null;
}

const numberAt = (q: Question, index: number): number | null => {
  const item = q.items[index];
  return item?.kind === "number" ? item.value : null;
};

/** The nearest column before a place, past words that only link. */
function columnBefore(q: Question, index: number): number | null {
  for (let i = index - 1; i >= Math.max(0, index - 5); i--) {
    if (matchesAt(q, i).length > 0 && q.items[i]?.kind === "column") return i;
    if (!LINKS.has(wordAt(q, i))) return null;
  }
  return null;
}

/** Whose numbers are compared: the column before, the one after ("more than 5 bedrooms"), or the measure spoken of. */
function comparedColumn(q: Question, start: number, end: number): Column | null {
  for (const place of [columnBefore(q, start), end]) {
    if (place === null || matchesAt(q, place).length === 0) continue;
    const column = columnAt(q, place, { kinds: ["number"] });
    if (column?.kind !== "number") continue;
    use(q, place);
    return column;
  }
  const spoken = q.items
    .flatMap((_, i) => columnAt(q, i, { kinds: ["number"] }) ?? [])
    .find(({ kind, isKey }) => kind === "number" && !isKey);
  if (spoken) return spoken;
  const column = mainMeasure(
    columnsOf(
      q.catalog,
      q.items.flatMap((item) => (item.kind === "table" ? [item.table.name] : [])),
    ),
  );
  if (column) assume(q, `I compared the column ${column.name}.`);
  return column;
}

function readNumbers(q: Question): void {
  for (let i = 0; i < q.items.length; i++) {
    const between =
      wordAt(q, i) === "between" &&
      numberAt(q, i + 1) !== null &&
      wordAt(q, i + 2) === "and" &&
      numberAt(q, i + 3) !== null;
    const found = between ? { operator: "between" as const, length: 1 } : phraseAt(q, i, COMPARATORS);
    const first = found && isFree(q, i) ? numberAt(q, i + found.length) : null;
    if (!found || first === null) continue;
    const end = i + found.length + (between ? 3 : 1);
    const column = comparedColumn(q, i, end);
    if (!column) continue;
    q.filters.push({
      column,
      operator: found.operator,
      values: between ? [first, numberAt(q, i + 3)] : [first],
    });
    for (let at = i; at < end; at++) use(q, at);
    i = end - 1;
  }
}

/** A plain word or quoted text that a column is compared with. */
function textAt(q: Question, index: number): string | null {
  const item = q.items[index];
  if (!item || q.used.has(index)) return null;
  if (item.kind === "quoted") return item.text;
  return item.kind === "word" && !FILLERS.has(item.word) && !isMeaningful(item.word) ? item.text : null;
}

function readTexts(q: Question): void {
  for (let i = 0; i < q.items.length; i++) {
    const place = columnBefore(q, i + 1) === i ? i : null;
    if (place === null || !isFree(q, place)) continue;
    const contains = phraseAt(q, i + 1, TEXT_OPERATORS);
    const isEqual = ["is", "=", "==", "equals", ":", "being", "are"].includes(wordAt(q, i + 1));
    const isNot = wordAt(q, i + 1) === "!=" || (isEqual && wordAt(q, i + 2) === "not");
    const at = i + 1 + (contains?.length ?? (isEqual ? (isNot ? 2 : 1) : isNot ? 1 : 0));
    const number = isEqual || isNot ? numberAt(q, at) : null;
    const text = contains || isEqual || isNot || q.items[at]?.kind === "quoted" ? textAt(q, at) : null;
    if ((text === null && number === null) || (text !== null && MISSING_WORDS.has(text.toLowerCase())))
      continue;
    const column = columnAt(q, place, { kinds: number === null ? ["text", "boolean"] : ["number"] });
    if (!column || (number === null && column.kind !== "text" && column.kind !== "other")) continue;
    const operator = contains?.operator ?? (number === null && !isNot ? "same_text" : isNot ? "!=" : "=");
    q.filters.push({ column, operator, values: [text ?? number] });
    for (let used = i; used <= at; used++) use(q, used);
  }
}

/** "without a discount", "missing amount", "city is empty". */
function readMissing(q: Question): void {
  for (let i = 0; i < q.items.length; i++) {
    if (q.items[i]?.kind !== "column" || !isFree(q, i)) continue;
    const before = [wordAt(q, i - 1), wordAt(q, i - 2)];
    const [article] = before;
    const word =
      article === "a" || article === "an" || article === "any" || article === "value" || article === "values"
        ? before[1]
        : article;
    const isMissing = word !== undefined && (MISSING_WORDS.has(word) || word === "without" || word === "no");
    const isEmpty = ["is", "are"].includes(wordAt(q, i + 1)) && MISSING_WORDS.has(wordAt(q, i + 2));
    const column = isMissing || isEmpty ? columnAt(q, i) : null;
    if (!column) continue;
    q.filters.push({ column, operator: "is_null", values: [] });
    use(q, i, ...(isEmpty ? [i + 1, i + 2] : [i - 1, ...(article === word ? [] : [i - 2])]));
  }
}

/** Conditions on columns: above and below, equal to, containing, missing. */
export function readComparisons(q: Question): void {
  readMissing(q);
  readNumbers(q);
  readTexts(q);
}
