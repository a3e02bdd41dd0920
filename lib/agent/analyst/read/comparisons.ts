import { type Column, sameColumn } from "#lib/agent/analyst/catalog.ts";
import type { Operator } from "#lib/agent/analyst/intent.ts";
import { columnsOf, isMeasure } from "./column-roles.ts";
import { FILLERS, FN_WORDS, MISSING_WORDS } from "./lexicon.ts";
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

/** "older than 60", "between 25 and 30 years old": what the words themselves are about. */
const ABOUT: [RegExp, string[]][] = [
  [/^(older|younger)$/, ["age"]],
  [/^(longer|shorter)$/, ["length", "duration", "time", "minute", "hour"]],
  [/^(heavier|lighter)$/, ["weight", "mass"]],
  [/^(taller)$/, ["height"]],
];

/** The column that a comparing word is about; a fault when there is none. Undefined when the word is about nothing. */
function columnAbout(q: Question, start: number, end: number): Column | null | undefined {
  const isOld = /^years?$/.test(wordAt(q, end)) && ["old", "of"].includes(wordAt(q, end + 1));
  const about = isOld ? ["age"] : ABOUT.find(([words]) => words.test(wordAt(q, start)))?.[1];
  if (!about) return undefined;
  const column = columnsOf(q.catalog, []).find(
    ({ kind, words }) => kind === "number" && words.some((word) => about.includes(word)),
  );
  if (column && isOld) use(q, end, end + 1);
  return column ?? null;
}

/** "average amount above 300" is a condition on groups and not on rows. */
function isOfGroups(q: Question, start: number): boolean {
  const place = columnBefore(q, start);
  const fn = place === null ? undefined : FN_WORDS.get(wordAt(q, place - 1));
  return fn !== undefined && fn !== "min" && fn !== "max";
}

/** Whose numbers are compared: the column before, the one after ("more than 5 bedrooms"), or the measure spoken of. */
function comparedColumn(q: Question, start: number, end: number): Column | null {
  for (const place of [columnBefore(q, start), end]) {
    if (place === null || matchesAt(q, place).length === 0) continue;
    const column = columnAt(q, place, { kinds: ["number"] });
    if (column?.kind !== "number" || (column.isKey && !isNamedInFull(q, place))) continue;
    use(q, place);
    return column;
  }
  const spoken = q.items
    .flatMap((_, i) => columnAt(q, i, { kinds: ["number"] }) ?? [])
    .find(({ kind, isKey }) => kind === "number" && !isKey);
  if (spoken) return spoken;
  const tables = q.items.flatMap((item) => (item.kind === "table" ? [item.table.name] : []));
  const [only, ...others] = columnsOf(q.catalog, tables).filter(isMeasure);
  if (!only || others.length > 0) {
    q.faults.push(`I could not tell which column should be ${wordAt(q, start)} ${q.items[end - 1]?.text}`);
    return null;
  }
  assume(q, `I compared the column ${only.name}.`);
  return only;
}

/** "customer id over 100" names the key itself; "customers over 40" does not. */
const isNamedInFull = (q: Question, place: number): boolean =>
  matchesAt(q, place).some(({ score, column }) => score >= 1 && column.isKey);

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
    if (isOfGroups(q, i)) {
      q.faults.push("I do not keep groups by their own total or average yet");
      continue;
    }
    const about = columnAbout(q, i, end);
    const before = columnBefore(q, i);
    const isOfNumber =
      before !== null &&
      matchesAt(q, before).some((match) => match.column.kind === "number" && !match.column.isKey);
    const named = isOfNumber ? undefined : about;
    if (named === null) q.faults.push(`there is no column that “${wordAt(q, i)}” could be about`);
    const column = named ?? comparedColumn(q, i, end);
    if (!column) continue;
    q.filters.push({
      column,
      operator: found.operator,
      values: between ? [first, numberAt(q, i + 3)] : [first],
    });
    for (let at = i; at < end; at++) use(q, at);
    if (matchesAt(q, end).some((match) => match.how === "part" && sameColumn(match.column, column)))
      use(q, end);
    i = end - 1;
  }
}

/** A plain word or quoted text that a column is compared with. */
function textAt(q: Question, index: number): string | null {
  const item = q.items[index];
  if (!item || q.used.has(index)) return null;
  if (item.kind === "quoted" || (item.kind === "word" && yesOrNo(item.text) !== null)) return item.text;
  return item.kind === "word" && !FILLERS.has(item.word) && !isMeaningful(item.word) ? item.text : null;
}

function yesOrNo(text: string | null): boolean | null {
  if (/^(yes|true|y)$/i.test(text ?? "")) return true;
  return /^(no|false|n)$/i.test(text ?? "") ? false : null;
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
    const flag = column?.kind === "boolean" ? yesOrNo(text) : null;
    if (column && flag !== null) {
      q.filters.push({ column, operator: "=", values: [flag !== isNot] });
      for (let used = i; used <= at; used++) use(q, used);
      continue;
    }
    if (!column || (number === null && column.kind !== "text" && column.kind !== "other")) continue;
    const operator = contains?.operator ?? (number === null && !isNot ? "same_text" : isNot ? "!=" : "=");
    q.filters.push({ column, operator, values: [text ?? number] });
    for (let used = i; used <= at; used++) use(q, used);
  }
}

/** "values are missing in age", "no value in age", "nulls of age": the places of the words before the column. */
function missingIn(q: Question, index: number): number[] {
  if (!["in", "of", "for", "from"].includes(wordAt(q, index - 1))) return [];
  for (let i = index - 2; i >= Math.max(0, index - 4); i--) {
    const isNoValue = wordAt(q, i) === "no" && ["value", "values"].includes(wordAt(q, i + 1));
    if (MISSING_WORDS.has(wordAt(q, i)) || isNoValue) return [i];
    if (!["value", "values", "are", "is"].includes(wordAt(q, i))) return [];
  }
  return [];
}

/** Without hurricanes is a zero where the data counts them; without a value is a null. */
function pushMissing(q: Question, column: Column, word: string | undefined): void {
  const isCounted = column.kind === "number" && column.nulls === 0 && Number(column.min ?? 1) === 0;
  const isNone = isCounted && (word === "without" || word === "no");
  if (isNone) assume(q, `I took “${word}” to mean ${column.name} = 0.`);
  q.filters.push(
    isNone ? { column, operator: "=", values: [0] } : { column, operator: "is_null", values: [] },
  );
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
    const isIn = missingIn(q, i);
    const column = isMissing || isEmpty || isIn.length > 0 ? columnAt(q, i) : null;
    if (!column) continue;
    pushMissing(q, column, word);
    if (isIn.length > 0) use(q, i, ...isIn);
    else use(q, i, ...(isEmpty ? [i + 1, i + 2] : [i - 1, ...(article === word ? [] : [i - 2])]));
  }
}

/** Conditions on columns: above and below, equal to, containing, missing. */
export function readComparisons(q: Question): void {
  readMissing(q);
  readNumbers(q);
  readTexts(q);
}
