import type { Table } from "#lib/agent/analyst/catalog.ts";
import { BY_WORDS, FN_WORDS, GRAIN_WORDS, ROW_WORDS, SUPERLATIVES } from "./lexicon.ts";
import { isFree, matchesAt, type Question, use, wordAt } from "./question.ts";

/** Who is ranked ("which region", "top 5 products"), from which end, and how many are wanted. */
export interface Ranking {
  order: "desc" | "asc" | null;
  limit: number | null;
  /** Place of what is ranked: a column or table item, or a word of time. */
  subject: number | null;
  /** Words for the column that the superlative itself is about: "cheapest" → price. */
  about: string[];
  /** The superlative as written. */
  word: string;
  /** The table whose own rows are ranked or shown. */
  rows: Table | "any" | null;
  /** "most common": ranked by how often it occurs. */
  byFrequency: boolean;
  /** "last 10 rows": from the end of a time. */
  isLast: boolean;
}

const FREQUENT = new Set(["common", "frequent", "popular", "often"]);
const SKIPPED = new Set(["the", "of", "all", "a", "most", "least", "best", "selling"]);

const isSubject = (q: Question, index: number): boolean =>
  matchesAt(q, index).length > 0 ||
  q.items[index]?.kind === "table" ||
  GRAIN_WORDS.has(wordAt(q, index)) ||
  ROW_WORDS.has(wordAt(q, index));

/** The first subject after a place, past words that carry nothing. */
function subjectAfter(q: Question, index: number): number | null {
  for (let i = index; i < Math.min(q.items.length, index + 4); i++) {
    if (isSubject(q, i) && isFree(q, i)) return i;
    const word = wordAt(q, i);
    if (!SKIPPED.has(word) && !SUPERLATIVES.has(word) && !FREQUENT.has(word)) return null;
  }
  return null;
}

/** "top 5", "first 10", "5 most expensive", "10 largest". */
function readLimit(q: Question, ranking: Ranking): number {
  for (let i = 0; i < q.items.length; i++) {
    const item = q.items[i];
    if (item?.kind !== "number" || !isFree(q, i) || !Number.isInteger(item.value) || item.value < 1) continue;
    const before = wordAt(q, i - 1);
    const after = wordAt(q, i + 1);
    const isCut = [
      "top",
      "first",
      "bottom",
      "last",
      "best",
      "worst",
      "head",
      "any",
      "show",
      "list",
      "only",
    ].includes(before);
    const isOfRanked = isSubject(q, i + 1) && q.items.some((_, at) => SUPERLATIVES.has(wordAt(q, at)));
    if (!isCut && !isOfRanked && !SUPERLATIVES.has(after) && !ROW_WORDS.has(after)) continue;
    ranking.isLast = before === "last";
    ranking.limit = Math.min(item.value, 1_000);
    use(q, i, ...(before === "first" || before === "last" || before === "head" ? [i - 1] : []));
    return i;
  }
  return -1;
}

function readOrder(q: Question, ranking: Ranking): number {
  for (let i = 0; i < q.items.length; i++) {
    const found = SUPERLATIVES.get(wordAt(q, i));
    const isAtMost = wordAt(q, i - 1) === "at";
    if (!found || !isFree(q, i) || isAtMost) continue;
    const isMore = ["most", "least"].includes(wordAt(q, i)) && SUPERLATIVES.has(wordAt(q, i + 1));
    const named = isMore ? SUPERLATIVES.get(wordAt(q, i + 1)) : found;
    ranking.order = wordAt(q, i) === "least" && named?.order === "desc" ? "asc" : (named ?? found).order;
    ranking.about = named?.about ?? [];
    ranking.word = wordAt(q, isMore ? i + 1 : i);
    ranking.byFrequency = FREQUENT.has(wordAt(q, i + 1));
    const isFirst = wordAt(q, i + 1) === "first";
    use(q, i, ...(isMore || isFirst || ranking.byFrequency ? [i + 1] : []));
    return i;
  }
  return -1;
}

/** "which region …", "what product …": the question asks for a member of it. */
function whichSubject(q: Question): number | null {
  const asks = q.items.findIndex((_, i) => ["which", "what"].includes(wordAt(q, i)));
  const subject = asks < 0 ? null : subjectAfter(q, asks + 1);
  return subject !== null && !FN_WORDS.has(wordAt(q, subject)) ? subject : null;
}

/** "the region with the highest …": what stands before "with", "that has" and the like. */
function withSubject(q: Question, superlative: number): number | null {
  for (let i = superlative - 1; i > Math.max(0, superlative - 5); i--)
    if (["with", "has", "have", "had", "having", "by"].includes(wordAt(q, i))) {
      for (let at = i - 1; at >= Math.max(0, i - 3); at--) if (isSubject(q, at) && isFree(q, at)) return at;
    }
  return null;
}

/** Of a question that ranks nothing. */
export const NO_RANKING: Readonly<Ranking> = {
  order: null,
  limit: null,
  subject: null,
  about: [],
  word: "",
  rows: null,
  byFrequency: false,
  isLast: false,
};

/** Reads the ranking of a question; `subject` is marked as used. */
export function readRanking(q: Question): Ranking {
  const ranking: Ranking = { ...NO_RANKING };
  const limitAt = readLimit(q, ranking);
  const orderAt = readOrder(q, ranking);
  const which = whichSubject(q);
  if (orderAt >= 0) {
    const after =
      ranking.limit !== null ||
      ranking.about.length > 0 ||
      ranking.byFrequency ||
      ["top", "best", "worst"].includes(wordAt(q, orderAt));
    ranking.subject =
      which ?? withSubject(q, orderAt) ?? (after ? subjectAfter(q, Math.max(orderAt, limitAt) + 1) : null);
    if (wordAt(q, orderAt) === "top" && ranking.limit === null) ranking.limit = 10;
  } else if (limitAt >= 0) ranking.subject = subjectAfter(q, limitAt + 1);
  const { subject } = ranking;
  if (subject !== null && !BY_WORDS.has(wordAt(q, subject - 1))) use(q, subject);
  const item = subject === null ? undefined : q.items[subject];
  if (item?.kind === "table") ranking.rows = item.table;
  else if (subject !== null && ROW_WORDS.has(wordAt(q, subject))) ranking.rows = "any";
  return ranking;
}
