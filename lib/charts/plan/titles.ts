import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";

/** What of a plan its columns' titles are made from. */
export interface TitledPlan {
  operation: string;
  target_column?: unknown;
  time_grain?: unknown;
  aggregate?: unknown;
  by?: unknown;
  group_by?: unknown;
}

/** Operations whose rows are the table's own, under its own names. */
const OF_ROWS = new Set(["anomalies"]);

/**
 * The heads of a Result's table: outputs of a plan by what they measure ("Average price" for `value`), as on its chart's
 * axes; every other column by its own name.
 */
export function resultTitles(plan: Json, columns: readonly ResultColumn[]): string[] {
  const names = columns.map(({ name }) => name);
  if (!isPlan(plan) || OF_ROWS.has(plan.operation)) return names;
  const grouped = Array.isArray(plan.group_by) ? plan.group_by.map(String) : [];
  const groups = new Set(
    grouped.map((name) => (names.includes(`${name} (group)`) ? `${name} (group)` : name)),
  );
  return names.map((name) => columnTitle(name, plan, groups.has(name)));
}

/** The plan of a Result passed its schema when it ran. */
function isPlan(plan: Json): plan is Json & TitledPlan {
  return (
    plan !== null && typeof plan === "object" && !Array.isArray(plan) && typeof plan.operation === "string"
  );
}

const TITLES: Record<string, string> = {
  change: "Change",
  change_ratio: "Growth",
  missing_share: "Share missing",
  missing: "Missing values",
  count: "Rows",
  p_value: "p-value",
  r: "Correlation r",
  q: "Quantile",
};

/** What an axis is called: outputs by what they measure, groups by their column. Units stand in the columns' own names. */
export function columnTitle(name: string, plan: TitledPlan, isGroup: boolean): string {
  if (isGroup) return name;
  if (name === "value" || name === "mean") return measureTitle(plan);
  if (name === "period") return `${capital(String(plan.time_grain ?? "period"))}`;
  if (name === "share") return `Share of ${plan.target_column ? `total ${plan.target_column}` : "rows"}`;
  return TITLES[name] ?? capital(name.replaceAll("_", " "));
}

const OPERATIONS: Record<string, string> = {
  sum: "Total",
  std: "Standard deviation of",
  var: "Variance of",
  count_distinct: "Different values of",
  distribution: "Value of",
  quantile: "Quantiles of",
  mean: "Average",
  compare: "Average",
  mode: "Most frequent",
  forecast: "Forecast of",
};

/** "Total amount", "Average price", "Number of rows". */
export function measureTitle(plan: TitledPlan): string {
  const target = typeof plan.target_column === "string" ? plan.target_column : undefined;
  const inner = plan.aggregate ?? plan.by;
  const operation =
    typeof inner === "string"
      ? inner
      : ["trend", "top", "bottom", "share"].includes(plan.operation)
        ? "sum"
        : plan.operation;
  if (target === undefined) return "Number of rows";
  if (operation === "count") return `Rows with ${target}`;
  return `${OPERATIONS[operation] ?? `${capital(operation.replaceAll("_", " "))} of`} ${target}`;
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
