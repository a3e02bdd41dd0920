import { z } from "zod";
import { columnName, timeGrain } from "#lib/analysis/schema.ts";
import type { Source } from "#lib/analysis/source.ts";
import { formatPlural } from "#lib/core/format.ts";
import { anomaliesSql, scoreName } from "./anomalies-sql.ts";
import { defineKind } from "./define-kind.ts";
import type { Check } from "./kind.ts";
import { sayCell } from "./say.ts";
import { SEASONAL_COLUMNS, seasonalRows } from "./seasonal-anomalies.ts";
import { checkSeries, type SeriesPlan, seriesSql } from "./series.ts";

/** 3 standard deviations; 1.5 quartile ranges (Tukey 1977); modified z of 3.5 (Iglewicz and Hoaglin 1993). */
const THRESHOLDS = { zscore: 3, iqr: 1.5, mad: 3.5, seasonal: 3.5 };

const METHODS = {
  zscore: "z-score",
  iqr: "quartile ranges",
  mad: "median absolute deviations",
  seasonal: "robust z-score of what season and trend leave",
};

const fields = {
  target_column: columnName,
  method: z.enum(["zscore", "iqr", "mad", "seasonal"]).default("zscore"),
  threshold: z
    .number()
    .positive()
    .max(1000)
    .optional()
    .describe("3 for zscore, 1.5 for iqr, 3.5 for mad and seasonal by default."),
  time_column: columnName.optional().describe("Orders the rows; seasonal needs it."),
  time_grain: timeGrain.optional().describe("For seasonal: day by default."),
  aggregate: z
    .enum(["sum", "mean", "median", "min", "max"])
    .optional()
    .describe("For seasonal: mean by default."),
};
type Fields = z.infer<z.ZodObject<typeof fields>>;

export const anomalies = defineKind({
  operation: "anomalies",
  description:
    "Rows whose number lies far from the others (zscore, iqr, mad), or periods that trend and season do not explain (seasonal).",
  fields,
  groups: [0, 2],
  charts: ["scatter", "line"],
  outputs: (plan, source) => (plan.method === "seasonal" ? SEASONAL_COLUMNS : rowColumns(source, plan)),
  leavesOutNulls: ({ target_column }) => [target_column],
  leavesOutNonFinite: ({ target_column, method }) => (method === "seasonal" ? [] : [target_column]),
  check,
  compile({ plan, source, groups }) {
    if (plan.method === "seasonal") return seriesSql(seriesOfPlan(plan), source);
    return anomaliesSql({ ...plan, method: plan.method, threshold: thresholdOf(plan) }, source, groups);
  },
  finishes: ({ method }) => method === "seasonal",
  finish: (answer, { plan }) => seasonalRows(answer, seriesOfPlan(plan), thresholdOf(plan)),
  say({ rows: [first], row_count, columns }, { plan }) {
    const at = columns.findIndex(({ name }) => name === plan.target_column);
    const what = plan.method === "seasonal" ? "period" : "row";
    if (!first)
      return `No ${what} of ${plan.target_column} is beyond the threshold of ${sayCell(thresholdOf(plan))} (${METHODS[plan.method]}).`;
    const worst = sayCell(first[plan.method === "seasonal" ? 1 : at]);
    return `${formatPlural(row_count, what)} of ${plan.target_column} ${row_count === 1 ? "is" : "are"} beyond the threshold of ${sayCell(thresholdOf(plan))} (${METHODS[plan.method]}); the furthest is ${worst}, with a score of ${sayCell(first.at(-1))}.`;
  },
});

const thresholdOf = ({ method, threshold }: Pick<Fields, "method" | "threshold">) =>
  threshold ?? THRESHOLDS[method];

function rowColumns(source: Source, { group_by = [] }: { group_by?: string[] | undefined }): string[] {
  const names = source.columns.map(({ name }) => name).filter((name) => !group_by.includes(name));
  return [...names, scoreName(source)];
}

function seriesOfPlan({
  target_column,
  time_column = "",
  time_grain = "day",
  aggregate = "mean",
}: Fields): SeriesPlan {
  return { target_column, time_column, time_grain, aggregate };
}

function check(plan: Fields & { group_by?: string[] | undefined }, check: Check): void {
  if (plan.method !== "seasonal") {
    check.number("target_column", plan.target_column);
    if (plan.time_column !== undefined) check.time("time_column", plan.time_column);
    return;
  }
  if (plan.time_column === undefined) check.fault("time_column", "must name a column of dates for seasonal.");
  else checkSeries(seriesOfPlan(plan), check);
  if (plan.group_by !== undefined && plan.group_by.length > 0)
    check.fault("group_by", "must be empty for seasonal.");
  if (plan.time_grain === "year")
    check.fault("time_grain", "must be shorter than a year: years have no season.");
}
