import type { Turn } from "#lib/agent/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import type { Catalog } from "./catalog.ts";
import type { Intent, Request } from "./intent.ts";
import { intentLabel, measureLabel, statusOf } from "./label.ts";
import { notesOf } from "./notes.ts";
import { inOrder } from "./plan/in-order.ts";
import { planOf } from "./plan/plan-of.ts";
import { requestPlan, requestTitle } from "./plan/request-plan.ts";
import { columnsOf, timeColumns } from "./read/column-roles.ts";
import { sayRequest } from "./say/analysis/say-request.ts";
import { sayConditions } from "./say/conditions.ts";
import { sayMeasure, sayShares } from "./say/measure.ts";
import { sayCorrelation, sayDescription, sayDistribution, sayRows } from "./say/others.ts";
import { correlationSql, pointsSql } from "./sql/correlation-sql.ts";
import { describeSql, extentSql } from "./sql/describe-sql.ts";
import { histogramSql, quantilesSql } from "./sql/distribution-sql.ts";
import { isSortedByValue, measureSql } from "./sql/measure-sql.ts";
import { matchingSql, rowsSql } from "./sql/rows-sql.ts";
import { analyse, draw, query, type Steps } from "./steps.ts";

/** Sentences, and what a plan said about its own making; null where SQL answered. */
interface Said {
  sentences: string[];
  planned: string[] | null;
}
type Answering = (turn: Turn, intent: Intent, catalog: Catalog) => Steps<Said>;
const bySql = (sentences: string[]): Said => ({ sentences, planned: null });

/** The figures of an intent: by a plan where one can say it, else by a query. `isDrawn` wants the chart too. */
async function* compute(
  turn: Turn,
  { intent, catalog, title, isDrawn }: { intent: Intent; catalog: Catalog; title: string; isDrawn: boolean },
): Steps<{ result: ResultView; planned: string[] | null }> {
  const planned = planOf(intent);
  if (planned) {
    const plan =
      isDrawn || intent.groups.length === 0 ? planned.plan : { ...planned.plan, chart_type: "none" };
    const done = yield* analyse(turn, plan, title);
    if (!("refused" in done)) {
      const result = inOrder(done.result, planned.columns);
      return { result, planned: done.assumptions };
    }
  }
  const result = yield* query(turn, measureSql(intent, catalog), title);
  if (isDrawn) yield* draw(turn, result, title, intent.hint);
  return { result, planned: null };
}

/** Groups that a person can take in when they asked for no number of them. */
const READABLE = 30;
const CUT = 20;

/** A category of very many values is cut to the ends that matter, and that is said. */
function readable(intent: Intent): Intent {
  const [group] = intent.groups;
  const isMany =
    intent.groups.length === 1 &&
    group?.column.kind === "text" &&
    group.column.distinct !== null &&
    group.column.distinct > READABLE;
  if (!isMany || intent.limit !== null || intent.kind === "share") return intent;
  const note = `Only the ${intent.order === "asc" ? "lowest" : "highest"} groups are shown, since there are very many.`;
  return { ...intent, limit: CUT, assumptions: [...intent.assumptions, note] };
}

/** The ends said of a Result that is too long to be read whole here are asked for by a query of their own. */
const ENDS = 3;
const measures = (intent: Intent): string => intent.measures.map(measureLabel).join(", ");

async function* answerMeasure(turn: Turn, asked: Intent, catalog: Catalog): Steps<Said> {
  const intent = readable(asked);
  const title = intentLabel(intent);
  const isDrawn = intent.groups.length > 0;
  const { result, planned } = yield* compute(turn, { intent, catalog, title, isDrawn });
  if (intent.kind === "share" && isDrawn) return { sentences: sayShares(intent, result), planned };
  const isPart = result.rows.length < result.row_count;
  if (!isPart || isSortedByValue(intent)) {
    const tested = yield* testDifference(turn, intent);
    return {
      sentences: [...sayMeasure(intent, result), ...tested.sentences],
      planned: planned && [...planned, ...tested.assumptions],
    };
  }
  const ends: Intent = { ...intent, order: "desc", limit: ENDS };
  const highest = `Highest ${measures(intent)} ${sayConditions(intent)}`.trim();
  const found = yield* compute(turn, { intent: ends, catalog, title: highest, isDrawn: false });
  return { sentences: sayMeasure(ends, found.result), planned };
}

/** Of groups that are compared in a number: whether their rows differ by more than chance. Nothing where that cannot be tested. */
async function* testDifference(
  turn: Turn,
  intent: Intent,
): Steps<{ sentences: string[]; assumptions: string[] }> {
  const none = { sentences: [], assumptions: [] };
  const request = intent.isCompared ? comparisonOf(intent) : null;
  const plan = request ? requestPlan(request) : null;
  if (!request || !plan) return none;
  const done = yield* analyse(turn, { ...plan, chart_type: "none" }, requestTitle(request));
  if ("refused" in done) return none;
  const sentences = sayRequest(request, done.result);
  const areMeansSaid = intent.measures[0]?.fn === "avg" && sentences[1]?.startsWith("The means");
  return { sentences: areMeansSaid ? sentences.slice(0, 1) : sentences, assumptions: done.assumptions };
}

/** The comparison in an intent of one number by one category; null for any other. */
function comparisonOf({ measures, groups, filters, tables, limit }: Intent): Request | null {
  const [measure, ...others] = measures;
  const [group, ...further] = groups;
  const column = measure?.fn === "avg" || measure?.fn === "sum" ? measure.column : null;
  if (!column || !group || others.length + further.length > 0 || tables.length > 1 || limit !== null)
    return null;
  const isFew = group.column.distinct !== null && group.column.distinct <= READABLE;
  if (group.grain !== null || !isFew || column.kind !== "number") return null;
  const analysis = { operation: "compare", column, group: group.column, test: "auto" } as const;
  return { analysis, table: tables[0] ?? "", groups: [], filters, assumptions: [] };
}

async function* answerRows(turn: Turn, intent: Intent, catalog: Catalog): Steps<Said> {
  const hasFilters = intent.filters.length > 0;
  const matching = hasFilters
    ? yield* query(turn, matchingSql(intent, catalog), `Number of rows ${sayConditions(intent)}`)
    : null;
  const shown = yield* query(turn, rowsSql(intent, catalog), intentLabel(intent));
  return bySql(sayRows(intent, shown, matching));
}

async function* answerDistribution(turn: Turn, intent: Intent, catalog: Catalog): Steps<Said> {
  const [column] = intent.columns;
  if (!column) return bySql([]);
  if (column.kind !== "number") {
    const grain = column.kind === "time" ? "month" : null;
    const counted: Intent = {
      ...intent,
      kind: "measure",
      measures: [{ fn: "count", column: null }],
      groups: [{ column, grain }],
    };
    return yield* answerMeasure(turn, counted, catalog);
  }
  const asked = { column, filters: intent.filters, tables: intent.tables };
  const title = intentLabel(intent);
  const bins = yield* query(turn, histogramSql(asked, catalog), title);
  yield* draw(turn, bins, title, null);
  const quantiles = yield* query(
    turn,
    quantilesSql(asked, catalog),
    `Middle and ends of ${column.name} ${sayConditions(intent)}`.trim(),
  );
  return bySql(sayDistribution(intent, quantiles));
}

async function* answerCorrelation(turn: Turn, intent: Intent, catalog: Catalog): Steps<Said> {
  const title = intentLabel(intent);
  const plan = planOf(intent)?.plan;
  const done = plan ? yield* analyse(turn, plan, `Correlation of ${title}`) : null;
  const isPlanned = done !== null && !("refused" in done);
  const result = isPlanned
    ? done.result
    : yield* query(turn, correlationSql(intent, catalog), `Correlation of ${title}`);
  const points = yield* query(turn, pointsSql(intent, catalog), title);
  yield* draw(turn, points, title, "scatter");
  return { sentences: sayCorrelation(intent, result), planned: isPlanned ? done.assumptions : null };
}

async function* answerDescription(turn: Turn, intent: Intent, catalog: Catalog): Steps<Said> {
  const sentences: string[] = [];
  for (const table of intent.tables) {
    const columns = columnsOf(catalog, [table]);
    const time = timeColumns(columns).find(({ kind }) => kind === "time") ?? null;
    const extent = yield* query(turn, extentSql(table, time), `Rows of ${table}`);
    const described = yield* query(turn, describeSql(table, columns), `Columns of ${table}`);
    sentences.push(...sayDescription(table, extent, described, columns.length));
  }
  return bySql(sentences);
}

/** One way to answer each kind of intent: a kind without one is a type error. */
const ANSWERS: Record<Intent["kind"], Answering> = {
  measure: answerMeasure,
  share: answerMeasure,
  rows: answerRows,
  distribution: answerDistribution,
  correlation: answerCorrelation,
  describe: answerDescription,
};

/** Runs an intent through the tools; gives the sentences and what was assumed. */
export async function* answer(
  turn: Turn,
  intent: Intent,
  catalog: Catalog,
): Steps<{ sentences: string[]; assumptions: string[] }> {
  yield { type: "status", message: statusOf(intent) };
  const { sentences, planned } = yield* ANSWERS[intent.kind](turn, intent, catalog);
  const notes = [...(planned ?? []), ...notesOf(intent, catalog, planned !== null)];
  return { sentences, assumptions: [...readable(intent).assumptions, ...notes] };
}
