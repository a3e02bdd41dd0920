import { columnsOf } from "./column-roles.ts";
import { FN_WORDS } from "./lexicon.ts";
import { type Question, wordAt } from "./question.ts";

/**
 * Ways of computing that plain questions ask for and this reader cannot: answered by something near to them, they would be wrong
 * answers. Each with what it is called; the words count only where they name no column or value.
 */
const BEYOND: [RegExp, string][] = [
  [/\b(cumulative|cumulated|running (total|sum|count|average)|year to date|ytd)\b/, "running totals"],
  [/\b(moving|rolling) (average|mean|sum|median)\b/, "moving averages"],
  [/\b(percent|percentage|%|relative) difference\b/, "relative differences"],
  [/\b(interquartile range|range between)\b/, "ranges between quartiles (ask for the quartiles)"],
  [/\b(ratio|ratios|divided by|per capita)\b/, "ratios of two numbers"],
  [/\b(clusters?|clustering|classify|classification|causes?|causal)\b/, "models of that kind"],
  [
    /\b(second|third|fourth|fifth|2nd|3rd|4th|5th) (most|least|highest|lowest|largest|smallest|best|worst|biggest)\b/,
    "second and further places",
  ],
  [
    /\b(weekdays?|day of (the )?week|days of (the )?week|hours? of (the )?day|time of day|(by|per|each) hour|hourly)\b/,
    "days of the week or hours of the day",
  ],
  [/\brank of\b/, "ranks"],
  [
    /^(are|is|was|were|do|does|did)\b(?!.*\bthan\b).*\b(more|less)( \w+|\W*$)/,
    "comparisons that do not say with what (as in “more than the others”)",
  ],
  [/^when\b|\band when\b/, "when something was (ask which month or day)"],
  [/^who\b/, "who did something (name the column)"],
  [/\b(first|second) half\b/, "halves of a year"],
  [/\b(duration|time|days|hours) between\b/, "the time between two moments"],
];

const CUT = new Set(["and", ",", "or", "by", "per", "with"]);
const SINGLE = new Set(["avg", "sum", "min", "max", "median", "count"]);

/** Stands in for what names something of the data. */
const NAMED = "∎";

/** The question's own words, those that name something of the data blotted out. */
export function plainText(q: Question): string {
  return q.items
    .map((item) =>
      item.kind === "word" ? item.word : item.kind === "column" || item.kind === "value" ? NAMED : item.text,
    )
    .join(" ")
    .toLowerCase()
    .replaceAll(/[“”]/g, "");
}

/** "average of the monthly totals", "average number of orders per day": one function of another's results. */
function isNested(q: Question): boolean {
  let before: { fn: string; at: number } | null = null;
  for (let i = 0; i < q.items.length; i++) {
    const word = wordAt(q, i);
    if (CUT.has(word) || q.items[i]?.kind === "column") before = null;
    const fn = FN_WORDS.get(word);
    if (!fn || !SINGLE.has(fn) || word === "overall") continue;
    const isSame = before === null || before.fn === fn || (before.fn === "sum" && fn === "count");
    if (!isSame && before !== null && i - before.at <= 4) return !isNumberOf(q, i, fn);
    before = { fn, at: i };
  }
  return false;
}

/** "average number of orders" where orders is a column of numbers: its average. */
function isNumberOf(q: Question, index: number, fn: string): boolean {
  if (fn !== "count") return false;
  const item = q.items[wordAt(q, index + 1) === "of" ? index + 2 : index + 1];
  return (
    item?.kind === "column" && item.matches[0]?.column.kind === "number" && !item.matches[0].column.isKey
  );
}

/** What the question asks for and nobody here can compute, as a reason; null when there is nothing of the kind. */
export function beyondReach(q: Question): string | null {
  if (columnsOf(q.catalog, []).length === 0) return null;
  const text = plainText(q);
  const found = BEYOND.find(([words]) => words.test(text));
  if (found) return `I do not work out ${found[1]} yet`;
  return isNested(q) ? "I do not work out one figure of another (an average of totals) yet" : null;
}
