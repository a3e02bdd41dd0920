import { type Catalog, sameColumn } from "#lib/agent/analyst/catalog.ts";
import type { Group, Intent, IntentKind, Measure, Reading, Request } from "#lib/agent/analyst/intent.ts";
import { isMeasure } from "./column-roles.ts";
import {
  aboutTheSame,
  changedAnalysis,
  changedMethod,
  READ_AS_CHANGE,
  underTheSame,
} from "./follow-analysis.ts";
import type { KnownValues } from "./link.ts";
import { mergeFilters } from "./merge-filters.ts";
import { type FullReading, joinFault, readQuestion, shareFault } from "./read-question.ts";
import { unknownWords } from "./unknown-words.ts";
import { beyondReach } from "./unsupported.ts";

const OPENING =
  /^\W*(and|but|now|also|only|just|instead|then|same|what about|how about|as an? |make it|show it|show that|show this|in an? |excluding|except|without|for |by |per |split|break|group)\b/i;
const ADDING = /\b(also|too|as well|split|break|broken|additionally)\b/i;
const SHORT = 6;

/** Conditions alone narrow what was computed before; they show rows only when rows are asked for. */
function saidKind(text: string, kind: IntentKind): IntentKind {
  return kind === "rows" && !/\b(show|list|display|rows?|records?)\b/i.test(text) ? "measure" : kind;
}

/** Whether a question only changes the one before it. */
function isFollowUp(text: string, { parts, question }: FullReading): boolean {
  const isWhole =
    parts.measures.length > 0 &&
    (parts.groups.length > 0 || parts.filters.length > 0) &&
    namesNumber(parts.measures, question);
  if (OPENING.test(text)) return !isWhole || /^\W*(what about|how about)/i.test(text);
  const changes =
    parts.groups.length > 0 ||
    parts.filters.length > 0 ||
    parts.hint !== null ||
    parts.limit !== null ||
    parts.order !== null;
  const asks = parts.measures.length > 0 || question.items.some(({ kind }) => kind === "table");
  return changes && !asks && saidKind(text, parts.kind) === "measure" && question.items.length <= SHORT;
}

function namesNumber(measures: Measure[], { items }: FullReading["question"]): boolean {
  const isNamed = items.some(
    (item) => item.kind === "column" && item.matches.some(({ column }) => isMeasure(column)),
  );
  return isNamed || measures.every(({ column }) => column === null);
}

function mergeGroups(before: Group[], added: Group[], isMore: boolean): Group[] {
  if (added.length === 0) return before;
  const groups = isMore
    ? [...before.filter((group) => !added.some(({ column }) => sameColumn(column, group.column))), ...added]
    : added;
  return groups.slice(0, 3);
}

/** "and the median?": the new function over the columns of the question before. */
function mergeMeasures(before: Measure[], full: FullReading): Measure[] {
  const { measures } = full.parts;
  if (measures.length === 0) return before;
  if (namesNumber(measures, full.question)) return measures;
  const columns = before.flatMap(({ column }) => column ?? []);
  const fns = [...new Set(measures.map(({ fn }) => fn))];
  return columns.length === 0 ? measures : fns.flatMap((fn) => columns.map((column) => ({ fn, column })));
}

function merge(before: Intent, text: string, full: FullReading): Intent {
  const { parts, question } = full;
  const said = saidKind(text, parts.kind);
  const groups = mergeGroups(before.groups, parts.groups, ADDING.test(text));
  const measures = mergeMeasures(before.measures, full);
  const isOther = parts.measures.length > 0 || parts.groups.length > 0;
  const kind = isOther && before.kind !== "share" ? "measure" : before.kind;
  const filters = mergeFilters(before.filters, parts.filters);
  const spoken = [
    ...measures.flatMap(({ column }) => column ?? []),
    ...groups.map(({ column }) => column),
    ...filters.map(({ column }) => column),
  ];
  const tables = [...new Set([...before.tables, ...spoken.map(({ table }) => table)])];
  return {
    ...before,
    isCompared: false,
    kind: said === "measure" ? kind : said,
    measures: measures.length > 0 || kind !== "measure" ? measures : [{ fn: "count", column: null }],
    groups,
    filters,
    tables: measures.some(({ column }) => column)
      ? tables.sort((a, b) => rank(measures, a) - rank(measures, b))
      : tables,
    order: parts.order ?? (parts.groups.length > 0 ? null : before.order),
    limit: parts.limit ?? (parts.groups.length > 0 ? null : before.limit),
    hint: parts.hint ?? before.hint,
    assumptions: [
      ...question.assumptions.filter(
        (sentence) => !/^(You named no column|There are several tables)/.test(sentence),
      ),
      READ_AS_CHANGE,
    ],
  };
}

const rank = (measures: Measure[], table: string): number =>
  measures.some(({ column }) => column?.table === table) ? 0 : 1;

/** "growth?", "any outliers?" after another question: of what that one was about, which these words do not say. */
function isBare({ reading, question, isAnalysis }: FullReading): boolean {
  if (!isAnalysis) return false;
  if ("misunderstood" in reading) return true;
  const operation = "request" in reading ? reading.request.analysis.operation : null;
  const isOfNumber = operation === "trend" || operation === "forecast" || operation === "anomalies";
  return isOfNumber && !question.items.some(({ kind }) => kind === "column" || kind === "table");
}

/** The same analysis of what the question before was about; what it was without it where that cannot be told. */
function ofTheSame(
  before: Intent | Request,
  text: string,
  full: FullReading,
  read: (text: string) => FullReading,
): FullReading {
  const whole = aboutTheSame(before, text, full);
  const again = whole === null ? null : read(whole);
  if (again && "request" in again.reading)
    return { ...again, reading: { request: underTheSame(before, again.reading.request) } };
  return "misunderstood" in full.reading ? full : { ...full, reading: BARE };
}

const BARE: Reading = {
  misunderstood: { reason: "I could not tell of which number; ask for the analysis as a whole" },
};

/** The reading of a question after another: a change to it, or a question of its own. */
function followUp(before: Intent | Request, text: string, full: FullReading, catalog: Catalog): FullReading {
  const method = "analysis" in before ? changedMethod(before, full.question) : null;
  if (method) return { ...full, reading: method };
  const unknown = beyondReach(full.question) ?? unknownWords(full.question, "rows");
  if (unknown !== null) return { ...full, reading: { misunderstood: { reason: unknown } } };
  if (!isFollowUp(text, full)) return full;
  if ("analysis" in before) return { ...full, reading: changedAnalysis(before, full) };
  const intent = merge(before, text, full);
  const fault = shareFault(intent) ?? joinFault(intent.tables, catalog);
  return { ...full, reading: fault === null ? { intent } : { misunderstood: { reason: fault } } };
}

/**
 * Reads the last of a conversation's questions. A follow-up ("and by month?", "only for north", "as a line") changes what the ones
 * before it meant, which are read again the same way.
 */
export function readConversation(
  questions: string[],
  catalog: Catalog,
  known: KnownValues = new Map(),
): FullReading & { reading: Reading } {
  let before: Intent | Request | null = null;
  let full = readQuestion("", catalog, known);
  for (const text of questions) {
    full = readQuestion(text, catalog, known);
    if (before && isBare(full))
      full = ofTheSame(before, text, full, (whole) => readQuestion(whole, catalog, known));
    else if (before && !full.isAnalysis) full = followUp(before, text, full, catalog);
    if ("intent" in full.reading) before = full.reading.intent;
    if ("request" in full.reading) before = full.reading.request;
  }
  return full;
}
