import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Fn, Group, Measure } from "#lib/agent/analyst/intent.ts";
import { columnsOf, isAdditive, isMeasure, mainMeasure } from "./column-roles.ts";
import {
  COMPARATIVES,
  COMPARE_WORDS,
  DISTINCT_WORDS,
  FILLERS,
  FN_WORDS,
  ROW_WORDS,
  TREND_WORDS,
} from "./lexicon.ts";
import {
  assume,
  columnAt,
  hasWords,
  isFree,
  matchesAt,
  namesRows,
  type Question,
  use,
  wordAt,
} from "./question.ts";
import type { Ranking } from "./ranking.ts";

export interface Measures {
  measures: Measure[];
  /** A word in the place of what should be computed, which no column answers to. */
  unknown: string | null;
}

const MOST = 4;

/** The functions asked for, in order; "number of" and "how many" count. Their words are taken. */
function readFns(q: Question): { fn: Fn; at: number }[] {
  const found: { fn: Fn; at: number }[] = [];
  const add = (fn: Fn, at: number) => {
    if (!found.some((one) => one.fn === fn)) found.push({ fn, at });
  };
  q.items.forEach((_, i) => {
    const word = wordAt(q, i);
    const fn = FN_WORDS.get(word);
    if (hasWords(q, i, ["how", "many"]) || hasWords(q, i, ["how", "often"])) add("count", i + 1);
    else if (fn && isFree(q, i)) {
      const isCountOf = word === "total" && ["number", "count"].includes(wordAt(q, i + 1));
      if (!isCountOf) add(fn, i);
      use(q, i);
    } else if (ENDS.has(word) && isTimeAt(q, i + 1)) {
      add(ENDS.get(word) ?? "min", i);
      use(q, i);
    } else if (word === "standard" && wordAt(q, i + 1) === "deviation") use(q, i);
  });
  return found;
}

/** The ends of a time: "first order date", "latest date". */
const ENDS: ReadonlyMap<string, Fn> = new Map([
  ...["first", "earliest", "oldest"].map((word): [string, Fn] => [word, "min"]),
  ...["last", "latest", "newest"].map((word): [string, Fn] => [word, "max"]),
]);

const isTimeAt = (q: Question, index: number): boolean =>
  isFree(q, index) && matchesAt(q, index)[0]?.column.kind === "time";

/** A column whose own name is a word for a function: "total" in a table that has such a column. */
function fnOfColumnName(q: Question): Fn | null {
  for (const item of q.items) {
    const fn = item.kind === "column" ? FN_WORDS.get(item.text.toLowerCase().split(" ")[0] ?? "") : undefined;
    if (fn) return fn;
  }
  return null;
}

/** Free number columns of the question, taken as it goes. */
function takeNumbers(q: Question, from: "column" | "table"): Column[] {
  const found: Column[] = [];
  q.items.forEach((item, i) => {
    if (item.kind !== from) return;
    if (!isFree(q, i) || found.length >= MOST) return;
    if (wordAt(q, i - 1) === "of" && namesRows(q, i)) {
      use(q, i);
      return;
    }
    const column = columnAt(q, i, { kinds: ["number"] });
    if (column?.kind !== "number" || column.isKey) return;
    found.push(column);
    use(q, i);
  });
  return found;
}

/** What "how many X" counts: X's distinct values when X is a column, else rows. */
function countOf(q: Question, at: number): Measures {
  let place = at + 1;
  let isDistinct = false;
  for (; place < q.items.length; place++) {
    const word = wordAt(q, place);
    if (DISTINCT_WORDS.has(word)) isDistinct = true;
    else if (q.used.has(place)) continue;
    else if (!["the", "of", "total", "number", "all", "there", "are", "is", "in"].includes(word)) break;
    use(q, place);
  }
  const item = q.items[place];
  const rows: Measures = { measures: [{ fn: "count", column: null }], unknown: null };
  if (!item || q.used.has(place)) return rows;
  if ((item.kind === "table" || namesRows(q, place)) && !isDistinct) {
    use(q, place);
    return rows;
  }
  if (item.kind === "word") {
    const isKnown = FILLERS.has(item.word) || ROW_WORDS.has(item.word) || FN_WORDS.has(item.word);
    return isKnown ? rows : { ...rows, unknown: item.text };
  }
  const column = columnAt(q, place, { kinds: ["text", "number", "boolean"] });
  if (!column) return rows;
  if (column.kind === "boolean") {
    q.filters.push({ column, operator: "=", values: [true] });
    use(q, place);
    return rows;
  }
  use(q, place);
  if (!isDistinct && isMeasure(column) && isAdditive(column))
    return { measures: [{ fn: "sum", column }], unknown: null };
  const isRowKey = column.isKey && column.distinct !== null && column.distinct >= column.rowCount;
  if (isRowKey && !isDistinct) return rows;
  if (["and", ","].includes(wordAt(q, place + 1)) && matchesAt(q, place + 2).length > 0)
    q.faults.push("I count the different values of one column at a time");
  if (!isDistinct) assume(q, `I counted each value of ${column.name} once.`);
  return { measures: [{ fn: "count_distinct", column }], unknown: null };
}

/** "average orders", "mean city": what stands right after a function and is no number. */
function noNumberAfter(q: Question, at: number): string | null {
  let place = at + 1;
  while (["of", "the", "all", "a"].includes(wordAt(q, place))) place++;
  const item = q.items[place];
  const isText = item?.kind === "column" && !item.matches.some(({ column }) => column.kind === "number");
  const isRows =
    item?.kind === "table" && !item.matches.some(({ column }) => column.kind === "number" && !column.isKey);
  return item && (isText || isRows) ? item.text : null;
}

/** A word right after a function that no column answers to: "average happiness". */
function unknownAfter(q: Question, at: number): string | null {
  for (let i = at + 1; i < q.items.length; i++) {
    const item = q.items[i];
    if (
      item?.kind === "word" &&
      (FILLERS.has(item.word) || FN_WORDS.has(item.word) || q.used.has(i)) &&
      !["by", "per", "for", "in"].includes(item.word)
    )
      continue;
    return item?.kind === "word" && !FILLERS.has(item.word) ? item.text : null;
  }
  return null;
}

function defaultFn(q: Question, column: Column, ranking: Ranking, groups: Group[]): Fn {
  if (ranking.order && groups.length === 0) return ranking.order === "desc" ? "max" : "min";
  if (isAdditive(column)) return "sum";
  if (ranking.order && ranking.subject !== null) return ranking.order === "desc" ? "max" : "min";
  assume(q, `I averaged ${column.name}, since a sum of it would say little.`);
  return "avg";
}

const hasWordsAnywhere = (q: Question, words: string[]): boolean =>
  q.items.some((_, i) => hasWords(q, i, words));

/** "app and shop over time": what is set side by side is an amount. */
const comparesValues = (q: Question): boolean =>
  q.filters.some(({ operator }) => operator === "in") &&
  q.items.some((_, i) => TREND_WORDS.has(wordAt(q, i)));

const hasWhich = (q: Question): boolean => q.items.some((_, i) => wordAt(q, i) === "which");

/** "which product sells the most", "compare north and south": amounts are compared, unless rows are counted. */
function ranksAmounts(q: Question, ranking: Ranking): boolean {
  const compares = q.items.some((_, i) => COMPARE_WORDS.has(wordAt(q, i)) || COMPARATIVES.has(wordAt(q, i)));
  const isMore = q.items.some(
    (_, i) => ["more", "less"].includes(wordAt(q, i)) && wordAt(q, i + 1) !== "than",
  );
  const isOfRows = q.items.some((item, i) => item.kind === "table" || ROW_WORDS.has(wordAt(q, i)));
  const isRanked = ranking.subject !== null && (ranking.order !== null || ranking.limit !== null);
  const isMuch = hasWordsAnywhere(q, ["how", "much"]);
  return (isRanked || isMuch || compares || (isMore && hasWhich(q))) && !isOfRows && ranking.rows === null;
}

function usualMeasure(q: Question, tables: string[]): Column[] {
  const column = mainMeasure(columnsOf(q.catalog, tables));
  if (column) assume(q, `You named no column to compute, so I took ${column.name}.`);
  return column ? [column] : [];
}

function aboutColumn(q: Question, about: string[], tables: string[]): Column | null {
  const columns = columnsOf(q.catalog, tables).filter(isMeasure);
  for (const word of about) {
    const column = columns.find(({ words }) => words.includes(word));
    if (column) return column;
  }
  return null;
}

/** What is computed: each function over each number named, or what the question most plainly means when it names only one of the two. */
export function readMeasures(
  q: Question,
  ranking: Ranking,
  groups: Group[],
  tables: string[],
  isShare = false,
): Measures {
  const fns = readFns(q);
  const count = fns.find(({ fn }) => fn === "count");
  const isDistinct = q.items.some((_, i) => DISTINCT_WORDS.has(wordAt(q, i)));
  if (count && fns.length === 1) {
    const counted = countOf(q, count.at);
    const isDeviating = counted.measures[0]?.fn === "count" && groups.length > 0 && counted.unknown === null;
    return isDeviating ? { measures: [{ fn: "count", column: null }], unknown: null } : counted;
  }
  if (isDistinct && fns.length === 0) return distinctOf(q);
  const columns = takeNumbers(q, "column");
  if (columns.length === 0 && !isShare) columns.push(...takeNumbers(q, "table"));
  const about = columns.length === 0 ? aboutColumn(q, ranking.about, tables) : null;
  if (about) columns.push(about);
  else if (columns.length === 0 && fns.length === 0 && ranking.about.length > 0)
    return { measures: [], unknown: `${ranking.word}` };
  if (columns.length === 0 && fns.length === 0) {
    if (ranksAmounts(q, ranking) || comparesValues(q)) columns.push(...usualMeasure(q, tables));
    if (isOfSize(ranking) && !mainMeasure(columnsOf(q.catalog, tables))) q.faults.push(NO_NUMBERS);
  }
  if (fns.length === 0) {
    const fn = fnOfColumnName(q);
    return {
      measures: columns.map((column) => ({
        fn: fn && fn !== "count" ? fn : defaultFn(q, column, ranking, groups),
        column,
      })),
      unknown: null,
    };
  }
  if (count && columns.length > 0 && !q.items.some((_, i) => ["and", ",", "&"].includes(wordAt(q, i))))
    q.faults.push("I could not tell whether rows should be counted or a column computed");
  if (count && columns.length === 0 && fns.some(({ fn }) => fn === "avg" || fn === "median"))
    q.faults.push("I do not work out the average of counts yet");
  const first = fns.find(({ fn }) => fn === "avg" || fn === "sum" || fn === "median");
  const noNumber = first && columns.length === 0 ? noNumberAfter(q, first.at) : null;
  if (noNumber !== null) q.faults.push(`“${noNumber}” holds no numbers that could be computed with`);
  return {
    measures: combine(q, fns, columns, tables),
    unknown: columns.length === 0 ? unknownAfter(q, fns[0]?.at ?? 0) : null,
  };
}

const NO_NUMBERS = "there is no column of numbers to compute with";

/** "highest" is about a size, while "most" and "top" may be about how often. */
const isOfSize = (ranking: Ranking): boolean =>
  ranking.order !== null && !ranking.byFrequency && !["most", "least", "top"].includes(ranking.word);

function combine(q: Question, fns: { fn: Fn; at: number }[], named: Column[], tables: string[]): Measure[] {
  const columns = [...named];
  if (columns.length === 0 && fns.some(({ fn }) => fn === "min" || fn === "max"))
    columns.push(...timeMentioned(q));
  if (columns.length === 0) columns.push(...usualMeasure(q, tables));
  if (columns.length === 0 && fns.some(({ fn }) => fn !== "count")) q.faults.push(NO_NUMBERS);
  const measures = fns.flatMap(({ fn }): Measure[] =>
    fn === "count" ? [{ fn, column: null }] : columns.map((column) => ({ fn, column })),
  );
  return measures.slice(0, MOST * 2);
}

/** "earliest/latest order date" and "max order date": the ends of a time. */
function timeMentioned(q: Question): Column[] {
  const at = q.items.findIndex((_, i) => isFree(q, i) && matchesAt(q, i)[0]?.column.kind === "time");
  const column = at < 0 ? null : columnAt(q, at, { kinds: ["time"] });
  if (column) use(q, at);
  return column ? [column] : [];
}

/** "unique cities": which values there are, and how often each. */
function distinctOf(q: Question): Measures {
  const at = q.items.findIndex((_, i) => isFree(q, i) && matchesAt(q, i).length > 0);
  const column = at < 0 ? null : columnAt(q, at, { kinds: ["text"] });
  if (!column) return { measures: [], unknown: null };
  use(q, at);
  return { measures: [{ fn: "count_distinct", column }], unknown: null };
}
