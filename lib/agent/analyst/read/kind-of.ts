import { sameColumn } from "#lib/agent/analyst/catalog.ts";
import type { IntentKind } from "#lib/agent/analyst/intent.ts";
import { isMeasure } from "./column-roles.ts";
import type { Groups } from "./groups.ts";
import * as lexicon from "./lexicon.ts";
import { mentionedColumns, type Question, wordAt } from "./question.ts";
import type { Ranking } from "./ranking.ts";

const COUNTING: ReadonlySet<string> = new Set([
  "many",
  "much",
  "count",
  "compare",
  "versus",
  "vs",
  "often",
  ...lexicon.COMPARATIVES,
  ...lexicon.COMPARE_WORDS,
]);

function has(q: Question, words: ReadonlySet<string>): boolean {
  return q.items.some((_, i) => words.has(wordAt(q, i)));
}

/** "sales in 2023" of a table called sales that has an amount: the amount is asked for, unless the amount itself is limited. */
function namesAmount(q: Question): boolean {
  const isLimited = q.filters.some(({ column }) => isMeasure(column));
  return (
    !isLimited &&
    q.items.some((item) => item.kind === "table" && item.matches.some(({ column }) => isMeasure(column)))
  );
}

/** Rows are wanted as they are: "show the first 10 rows", "orders with amount over 100". */
function wantsRows(q: Question, ranking: Ranking, groups: Groups): boolean {
  if (
    groups.groups.length > 0 ||
    has(q, new Set(["many", "average"])) ||
    q.items.some((_, i) => lexicon.FN_WORDS.has(wordAt(q, i)))
  )
    return false;
  const isOwnRows = ranking.rows !== null && ranking.rows !== "any";
  if (isOwnRows || (ranking.rows === "any" && ranking.limit !== null)) return true;
  if (!has(q, lexicon.SHOW_WORDS) && ranking.rows === null && namesAmount(q)) return false;
  const shows = has(q, lexicon.SHOW_WORDS) || ranking.rows === "any";
  const names =
    has(q, lexicon.ROW_WORDS) || q.items.some(({ kind }) => kind === "table") || has(q, lexicon.DATA_WORDS);
  const isRanked = ranking.order !== null && ranking.subject !== null;
  const onlyFilters =
    q.filters.length > 0 &&
    !mentionedColumns(q).some(
      (column) => isMeasure(column) && !q.filters.some((filter) => sameColumn(filter.column, column)),
    );
  const isBare =
    onlyFilters &&
    !has(q, COUNTING) &&
    q.items.every((item, i) => item.kind !== "column" || q.used.has(i) || item.matches[0]?.column.isKey);
  if (isBare && !isRanked) return true;
  return !isRanked && names && (shows || q.filters.length > 0);
}

/** "describe the data", "what is this about", but not "what about the median". */
const asksAbout = (q: Question): boolean =>
  q.items.some(
    (_, i) =>
      lexicon.DESCRIBE_WORDS.has(wordAt(q, i)) &&
      !(wordAt(q, i) === "about" && ["what", "how"].includes(wordAt(q, i - 1))),
  );

/** What kind of answer the question wants. */
export function kindOf(q: Question, ranking: Ranking, groups: Groups): IntentKind {
  const numbers = [...new Set(mentionedColumns(q).filter(isMeasure))];
  if (has(q, lexicon.CORRELATION_WORDS) && numbers.length >= 2) return "correlation";
  if (has(q, lexicon.DISTRIBUTION_WORDS)) return "distribution";
  if (
    has(q, lexicon.SHARE_WORDS) &&
    !numbers.some(({ words }) => words.some((word) => lexicon.SHARE_WORDS.has(word)))
  )
    return "share";
  const isWhole = q.items.every((item, i) => item.kind !== "column" || q.used.has(i));
  const describes = asksAbout(q) || has(q, lexicon.COLUMN_WORDS);
  if (describes && isWhole && q.filters.length === 0 && groups.groups.length === 0) return "describe";
  return wantsRows(q, ranking, groups) ? "rows" : "measure";
}
