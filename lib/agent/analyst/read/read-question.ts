import type { Catalog } from "#lib/agent/analyst/catalog.ts";
import type { Intent, Measure, Reading } from "#lib/agent/analyst/intent.ts";
import { findJoin } from "#lib/agent/analyst/sql/joins.ts";
import { readAnalysis } from "./analysis/read-analysis.ts";
import { readChartHint } from "./chart-hint.ts";
import { readComparisons } from "./comparisons.ts";
import { draftOf } from "./draft.ts";
import { readFlags } from "./flags.ts";
import { readGroups } from "./groups.ts";
import { kindOf } from "./kind-of.ts";
import { COMPARE_WORDS } from "./lexicon.ts";
import { type KnownValues, link } from "./link.ts";
import { readPeriods } from "./periods.ts";
import { isFree, namesRows, type Question, use, wordAt } from "./question.ts";
import { readRanking } from "./ranking.ts";
import { mendSpelling } from "./spelling.ts";
import { tokenise } from "./tokenise.ts";
import { unknownWords } from "./unknown-words.ts";
import { beyondReach } from "./unsupported.ts";
import { readValues } from "./values.ts";

function openQuestion(text: string, catalog: Catalog, known: KnownValues): Question {
  return {
    catalog,
    items: link(tokenise(inOurWords(text.slice(0, LONGEST))), catalog, known),
    used: new Set(),
    filters: [],
    assumptions: text.length > LONGEST ? ["I read only the beginning of that long question."] : [],
    faults: [],
    said: [],
  };
}

/** Characters that are read. A question to this planner is a sentence; what is longer is told to the person. */
const LONGEST = 600;

/** Turns of phrase that only mean something as a whole, in a word of the lexicon. */
function inOurWords(text: string): string {
  return text
    .replaceAll(/\b(over|through|across) (the )?(time|years|months|weeks|days)\b/gi, "trend")
    .replaceAll(/\bnon[- ](?=\p{L})/giu, "not ")
    .replaceAll(/\bper cent\b/gi, "percent")
    .replaceAll(/\b(std|st|stand)\.? dev(iations?|s)?\b\.?/gi, "standard deviation")
    .replaceAll(/\bmann whitney\b/gi, "mann-whitney")
    .replaceAll(/\bkruskal wallis\b/gi, "kruskal-wallis")
    .replaceAll(/(?<!interquartile )\brange of (?!\d)/gi, "min and max ")
    .replaceAll(
      /\b(day of (the )?week|days of (the )?week|weekdays?|hours? of (the )?day|time of day)\b/gi,
      "“$1”",
    );
}

/** "share of patients by sex": of the rows. */
function takeRowNoun(q: Question): void {
  q.items.forEach((_, i) => {
    if (wordAt(q, i - 1) === "of" && isFree(q, i) && namesRows(q, i)) use(q, i);
  });
}

/** A reading, and the parts of it that were said in so many words: what a follow-up changes. */
export interface FullReading {
  reading: Reading;
  question: Question;
  parts: Pick<Intent, "groups" | "filters" | "order" | "limit" | "hint" | "kind"> & { measures: Measure[] };
  /** Its words ask for what only a plan answers, whether or not they say of what. */
  isAnalysis: boolean;
}

/** An analysis is asked for as a whole: there is nothing in it that a question before it could fill. */
function wholeReading(
  q: Question,
  asked: NonNullable<ReturnType<typeof readAnalysis>>,
  hint: Intent["hint"],
): FullReading {
  const parts = { groups: [], filters: q.filters, order: null, limit: null, hint, kind: "measure" as const };
  const reading: Reading = "request" in asked ? asked : { misunderstood: asked };
  return { reading, question: q, parts: { ...parts, measures: [] }, isAnalysis: true };
}

/** Reads a question against the data: links its words, then takes it apart into an intent. */
export function readQuestion(text: string, catalog: Catalog, known: KnownValues = new Map()): FullReading {
  const q = openQuestion(text, catalog, known);
  mendSpelling(q);
  const hint = readChartHint(q);
  readComparisons(q);
  const periods = readPeriods(q);
  readValues(q);
  const asked = readAnalysis(q);
  if (asked) return wholeReading(q, asked, hint);
  const ranking = readRanking(q);
  const groups = readGroups(q, ranking.order !== null || ranking.limit !== null);
  readFlags(q, groups.groups, ranking);
  const kind = kindOf(q, ranking, groups);
  if (kind === "share") takeRowNoun(q);
  const draft = draftOf(q, kind, ranking, groups, periods.isComparison);
  const { order, limit } = ranking;
  const drafted = "unknown" in draft ? groups.groups : draft.groups;
  const parts = { groups: drafted, filters: q.filters, order, limit, hint, kind, measures: q.said };
  const reason =
    "unknown" in draft
      ? (beyondReach(q) ?? draft.unknown)
      : (beyondReach(q) ??
        q.faults[0] ??
        unknownWords(q, kind) ??
        shareFault(draft) ??
        (kind === "describe" ? null : joinFault(draft.tables, catalog)));
  if (reason !== null || "unknown" in draft)
    return {
      reading: { misunderstood: { reason: reason ?? "" } },
      question: q,
      parts,
      isAnalysis: false,
    };
  const isCompared = q.items.some((_, i) => COMPARE_WORDS.has(wordAt(q, i)));
  const intent = { ...draft, hint, assumptions: q.assumptions, ...(isCompared && { isCompared }) };
  return { reading: { intent }, question: q, parts, isAnalysis: false };
}

/** Why what is asked for has no shares; null for what is a part of a whole. */
export function shareFault({ kind, measures }: Pick<Intent, "kind" | "measures">): string | null {
  const isPart = measures.every(({ fn }) => fn === "count" || fn === "sum");
  return kind !== "share" || isPart ? null : "only totals and counts have shares: ask for one of these";
}

/** Tables that a question brings together have to share a key. */
export function joinFault([first, ...others]: string[], catalog: Catalog): string | null {
  const lone = others.find((table) => first !== undefined && !findJoin(catalog, first, table));
  return lone === undefined ? null : `the tables ${first} and ${lone} share no key column to join them by`;
}
