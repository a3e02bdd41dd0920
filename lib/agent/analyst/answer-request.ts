import type { Turn } from "#lib/agent/schema.ts";
import type { Catalog } from "./catalog.ts";
import type { Analysis, Grain, Intent, Request } from "./intent.ts";
import { intentLabel } from "./label.ts";
import { rateColumn, requestPlan, requestTitle } from "./plan/request-plan.ts";
import { sayRequest } from "./say/analysis/say-request.ts";
import { pointsSql } from "./sql/correlation-sql.ts";
import { analyse, draw, query, type Steps } from "./steps.ts";

/** Sentences and assumptions, or why the plan was refused. */
export type RequestAnswer = { sentences: string[]; assumptions: string[] } | { refused: string };

const asReason = (sentence: string): string =>
  sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, "");

/** Runs a request's plan and says what its Result holds. A plan that does not fit the data is a reason, never another answer. */
export async function* answerRequest(turn: Turn, request: Request, catalog: Catalog): Steps<RequestAnswer> {
  const plan = requestPlan(request);
  if (plan === null) return { refused: "one of its conditions cannot be combined with this analysis yet" };
  const title = requestTitle(request);
  yield { type: "status", message: `Looking at ${asReason(title)}` };
  const done = yield* analyse(turn, plan, title);
  if ("refused" in done) return { refused: asReason(done.refused) };
  const { analysis } = request;
  const assumptions = [...request.assumptions, ...leftOut(request, done.assumptions), ...cutOff(request)];
  if (analysis.operation === "regression") yield* drawPoints(turn, request, analysis, catalog);
  const isCut = analysis.operation === "forecast" && done.result.rows.length < done.result.row_count;
  if (!isCut) return { sentences: sayRequest(request, done.result), assumptions };
  // What is forecast stands behind the rows at hand: it is asked for by itself.
  const ahead = {
    ...plan,
    order: { by: "period", direction: "desc" },
    limit: analysis.horizon,
    chart_type: "none",
  };
  const last = yield* analyse(turn, ahead, `${title}, the periods ahead`);
  return { sentences: sayRequest(request, "refused" in last ? done.result : last.result), assumptions };
}

/** A share's own column is missing where the column of its condition is, which says more. */
function leftOut({ analysis }: Request, assumptions: string[]): string[] {
  if (analysis.operation !== "rate") return assumptions;
  const { condition } = analysis;
  const own = rateColumn(condition);
  const isComplete = condition.column.nulls === 0;
  return [
    ...assumptions.filter((sentence) => !sentence.startsWith(`Rows without ${own}`)),
    ...(isComplete ? [] : [`Rows without ${condition.column.name} are left out.`]),
  ];
}

/** The points that a line with one predictor is fitted to. */
async function* drawPoints(
  turn: Turn,
  { filters, groups, table, assumptions }: Request,
  { predictors: [only, ...others], outcome }: Extract<Analysis, { operation: "regression" }>,
  catalog: Catalog,
): Steps<void> {
  if (!only || others.length > 0) return;
  const blank = { measures: [], order: null, limit: null, hint: null, assumptions };
  const intent: Intent = {
    ...blank,
    kind: "correlation",
    tables: [table],
    groups,
    filters,
    columns: [only, outcome],
  };
  const title = intentLabel(intent);
  yield* draw(turn, yield* query(turn, pointsSql(intent, catalog), title), title, "scatter");
}

const STARTS: Record<Exclude<Grain, "day">, RegExp> = {
  week: /^/,
  month: /-01$/,
  quarter: /-(01|04|07|10)-01$/,
  year: /-01-01$/,
};

/** Whether a period ends with this day. */
function isLastDay(day: string, grain: Exclude<Grain, "day">): boolean {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
  if (Number.isNaN(next.getTime())) return true;
  return STARTS[grain].test(next.toISOString().slice(0, 10)) && (grain !== "week" || next.getUTCDay() === 1);
}

/** A last period that the data do not fill changes by less than it seems. Data with one day a period are whole. */
function cutOff({ analysis, filters }: Request): string[] {
  if (analysis.operation !== "trend" || analysis.grain === "day") return [];
  const { time, grain } = analysis;
  const [from = "", to = ""] = [time.min, time.max].map((value) => String(value ?? "").slice(0, 10));
  const isEarlier = filters.some(
    ({ operator, column, values }) =>
      operator === "period" && column === time && typeof values[1] === "string" && values[1] <= to,
  );
  const isOfFirsts = from.endsWith("-01") && to.endsWith("-01");
  if (to === "" || isEarlier || isOfFirsts || isLastDay(to, grain)) return [];
  return [`The data end on ${to}, so the last ${grain} may not be whole.`];
}
