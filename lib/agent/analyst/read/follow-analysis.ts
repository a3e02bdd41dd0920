import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Analysis, Intent, Measure, Reading, Request } from "#lib/agent/analyst/intent.ts";
import { measureLabel } from "#lib/agent/analyst/label.ts";
import { saidHorizon } from "./analysis/series.ts";
import { NotPossible } from "./analysis/words.ts";
import { FN_WORDS } from "./lexicon.ts";
import { mergeFilters } from "./merge-filters.ts";
import { type Question, wordAt } from "./question.ts";
import type { FullReading } from "./read-question.ts";

/** Operations whose figures can be had for each group. */
const SPLIT = new Set<Analysis["operation"]>([
  "quantile",
  "mode",
  "spread",
  "skewness",
  "kurtosis",
  "std_pop",
  "var_pop",
  "anomalies",
]);
export const READ_AS_CHANGE = "I read this as a change to the question before.";

const namesFn = (q: Question): boolean => q.items.some((_, i) => FN_WORDS.has(wordAt(q, i)));
const namesColumn = ({ items }: Question): boolean =>
  items.some(({ kind }) => kind === "column" || kind === "table");

/** The one number that a question was about. */
function measureOf(before: Intent | Request): Measure | null {
  if ("measures" in before) {
    const [only, ...others] = before.measures;
    const [column, ...more] = before.columns;
    if (only) return others.length === 0 ? only : null;
    return column && more.length === 0 ? { fn: "sum", column } : null;
  }
  const { analysis } = before;
  if ("measure" in analysis) return analysis.measure;
  return "column" in analysis ? { fn: "sum", column: analysis.column } : null;
}

/** "any outliers?", "and the skewness?" after another question: the same words of what that one was about. Null when it was about no one number. */
export function aboutTheSame(
  before: Intent | Request,
  text: string,
  { question }: FullReading,
): string | null {
  const measure = namesColumn(question) ? null : measureOf(before);
  if (!measure) return null;
  const bare = text.replace(/[\s?!.]+$/, "");
  const isSeries = /\b(forecast\w*|predict\w*|project\w*|growth|grow|grew|change\w*|will)\b/i.test(bare);
  if (isSeries) return `${bare} of ${measureLabel(measure)}`;
  return measure.column ? `${bare} of ${measure.column.name}` : null;
}

/** An analysis read of what the question before was about keeps its conditions and, where it can, its groups. */
export function underTheSame(before: Intent | Request, request: Request): Request {
  const { operation } = request.analysis;
  const isSplit = SPLIT.has(operation) && operation !== "anomalies" && request.groups.length === 0;
  const groups = isSplit ? before.groups.filter(({ grain }) => grain === null) : request.groups;
  const filters = mergeFilters(before.filters, request.filters);
  return { ...request, groups, filters, assumptions: [...request.assumptions, READ_AS_CHANGE] };
}

/** A short question after an analysis as a change to it: other conditions, groups, periods, a number, a method or a figure. */
export function changedAnalysis(before: Request, { parts, question }: FullReading): Reading {
  const filters = mergeFilters(before.filters, parts.filters);
  const [measure, ...others] = parts.measures;
  const isElsewhere = [...filters, ...parts.groups].some(({ column }) => column.table !== before.table);
  if (isElsewhere || others.length > 0 || parts.order !== null || parts.limit !== null) return UNCLEAR;
  const kept = question.assumptions.filter((sentence) => /^I (took|looked|read) /.test(sentence));
  const base = { ...before, filters, assumptions: [...kept, READ_AS_CHANGE] };
  const grouped = parts.groups.length > 0 ? regrouped(base, parts.groups) : base;
  if (grouped === null) return UNCLEAR;
  if (measure) return measured(grouped, measure, question);
  const isSame = parts.filters.length === 0 && parts.groups.length === 0;
  return isSame ? UNCLEAR : { request: grouped };
}

const UNCLEAR: Reading = {
  misunderstood: { reason: "I could not tell how that changes the analysis before; ask it as a whole" },
};

function regrouped(before: Request, asked: Request["groups"]): Request | null {
  const { analysis } = before;
  const [first, ...more] = asked;
  if (!first) return before;
  const isSeries = analysis.operation === "trend" || analysis.operation === "forecast";
  if (isSeries)
    return first.grain !== null && more.length === 0
      ? { ...before, analysis: { ...analysis, grain: first.grain } }
      : null;
  if (analysis.operation === "rate") {
    const along = asked.find(({ grain }) => grain !== null) ?? null;
    return { ...before, analysis: { ...analysis, along }, groups: asked.filter((group) => group !== along) };
  }
  if (asked.some(({ grain }) => grain !== null) || asked.length > 2) return null;
  if (SPLIT.has(analysis.operation)) return { ...before, groups: asked };
  const isOther = analysis.operation === "compare" && more.length === 0;
  return isOther ? { ...before, analysis: { ...analysis, group: first.column } } : null;
}

/** "and humidity?": the same of another number. "and the median?": that figure of the same number. */
function measured(before: Request, { fn, column }: Measure, q: Question): Reading {
  const { analysis } = before;
  const isNamed = namesColumn(q);
  if (isNamed && column?.table !== before.table) return UNCLEAR;
  if ("measure" in analysis) {
    const known = analysis.measure;
    const measure = isNamed ? { fn: namesFn(q) ? fn : known.fn, column } : { fn, column: known.column };
    return measure.column ? { request: { ...before, analysis: { ...analysis, measure } } } : UNCLEAR;
  }
  if (!("column" in analysis) || analysis.operation === "compare") return UNCLEAR;
  if (namesFn(q)) return { intent: figureOf(before, { fn, column: isNamed ? column : analysis.column }) };
  return column ? { request: { ...before, analysis: withColumn(analysis, column) } } : UNCLEAR;
}

function withColumn<A extends Analysis & { column: Column }>(analysis: A, column: Column): A {
  return { ...analysis, column };
}

function figureOf({ table, groups, filters, assumptions }: Request, measure: Measure): Intent {
  const rest = { columns: [], order: null, limit: null, hint: null };
  return { kind: "measure", tables: [table], measures: [measure], groups, filters, assumptions, ...rest };
}

/** "next 3 months" after a forecast, "using iqr" after unusual values; null for anything else. */
export function changedMethod(before: Request, q: Question): Reading | null {
  const { analysis } = before;
  const request = { ...before, assumptions: [READ_AS_CHANGE] };
  if (analysis.operation === "anomalies") {
    const method = q.items.map((_, i) => METHODS.get(wordAt(q, i))).find((name) => name !== undefined);
    return method ? { request: { ...request, analysis: { ...analysis, method } } } : null;
  }
  if (analysis.operation !== "forecast") return null;
  try {
    const ahead = saidHorizon(q, analysis.grain);
    return ahead ? { request: { ...request, analysis: { ...analysis, ...ahead } } } : null;
  } catch (error) {
    if (error instanceof NotPossible) return { misunderstood: { reason: error.message } };
    throw error;
  }
}

const METHODS = new Map<string, Extract<Analysis, { operation: "anomalies" }>["method"]>([
  ["iqr", "iqr"],
  ["interquartile", "iqr"],
  ["mad", "mad"],
  ["zscore", "zscore"],
  ["z-score", "zscore"],
  ["z-scores", "zscore"],
]);
