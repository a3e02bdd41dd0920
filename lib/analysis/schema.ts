import { z } from "zod";
import { json } from "#lib/core/schema.ts";
import { rowFilter } from "#lib/datasets/schema.ts";

/** A column's name as the table has it, exactly. */
export const columnName = z.string().min(1).max(500).meta({ format: "column" });

export const chartType = z.enum([
  "line",
  "bar",
  "scatter",
  "heatmap",
  "box",
  "histogram",
  "area",
  "arc",
  "table",
  "none",
]);
export type ChartType = z.infer<typeof chartType>;

export const timeGrain = z.enum(["day", "week", "month", "quarter", "year"]);
export type TimeGrain = z.infer<typeof timeGrain>;

const finite = z.number();
const MOST_FILTERS = 50;
const MOST_STEPS = 20;
const filterList = z.array(rowFilter.strict()).max(MOST_FILTERS);

export const planStep = z.discriminatedUnion("step", [
  z.strictObject({ step: z.literal("filter"), filters: filterList.min(1) }),
  z.strictObject({
    step: z.literal("derive"),
    column: columnName.describe("Name of the new column; one of that name is replaced."),
    expression: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .describe("A scalar SQL expression over the row's columns: no subquery, aggregate or window."),
  }),
  z.strictObject({
    step: z.literal("impute"),
    column: columnName,
    method: z.enum(["mean", "median", "mode", "constant", "drop"]),
    value: z.union([z.string().max(10_000), finite, z.boolean()]).optional(),
  }),
  z.strictObject({
    step: z.literal("bin"),
    column: columnName,
    into: columnName.describe("Name of the new column: the lower end of the bin."),
    bins: z.int().min(1).max(200).optional(),
    edges: z.array(finite).min(2).max(200).optional(),
  }),
  z.strictObject({
    step: z.literal("drop_outliers"),
    column: columnName,
    method: z.enum(["zscore", "iqr", "mad"]),
    threshold: z.number().positive().max(1000).optional(),
  }),
]);
export type PlanStep = z.infer<typeof planStep>;

const MOST_GROUPS = 5;
/** The most rows that `limit` may ask for. */
const MOST_ROWS = 100_000;

/** What every plan may say beside its operation and that operation's own fields. */
export const commonFields = {
  table: z.string().min(1).max(500).optional().describe("Needed when the session has several tables."),
  filters: filterList.optional(),
  group_by: z.array(columnName).max(MOST_GROUPS).optional(),
  order: z.strictObject({ by: z.string(), direction: z.enum(["asc", "desc"]).default("asc") }).optional(),
  limit: z.int().min(1).max(MOST_ROWS).optional(),
  chart_type: chartType.optional(),
  steps: z.array(planStep).max(MOST_STEPS).optional(),
};
const common = z.object({ operation: z.string(), ...commonFields });
/** A plan without the fields of its operation. */
export type CommonPlan = z.infer<typeof common>;

/** A fault or a warning: where in the plan (`filters.0.column`) and what. */
export const planFault = z.object({ path: z.string(), message: z.string() });
export type PlanFault = z.infer<typeof planFault>;

/** The reply of validate. */
export const planVerdict = z.object({
  valid: z.boolean(),
  errors: z.array(planFault),
  warnings: z.array(planFault),
  sql: z.string().optional(),
});
export type PlanVerdict = z.infer<typeof planVerdict>;

/** The body of both routes. What a plan is, only its operation's schema knows. */
export const planInput = z.object({ plan: json });
