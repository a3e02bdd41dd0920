import type { PlanStep } from "#lib/analysis/schema.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import type { Staged, StepPlace } from "./step.ts";

type DropOutliers = Extract<PlanStep, { step: "drop_outliers" }>;
type Method = DropOutliers["method"];

/** Usual thresholds: 3 standard deviations, 1.5 quartile ranges (Tukey 1977), modified z of 3.5 (Iglewicz and Hoaglin 1993). */
export const THRESHOLDS: Record<Method, number> = { zscore: 3, iqr: 1.5, mad: 3.5 };

/**
 * Drops the rows whose number lies outside of bounds taken from the whole column; rows without a number stay,
 * NaN and the infinities go. Where the spread is nothing (one value, or a MAD of 0) there are no bounds.
 */
export function dropOutliersStep(step: DropOutliers, { check }: StepPlace): Staged | null {
  const column = check.number("column", step.column);
  if (!column) return null;
  const { relation, columns } = check.source;
  const x = `CAST(${quoteIdentifier(column.name)} AS DOUBLE)`;
  const threshold = step.threshold ?? THRESHOLDS[step.method];
  const value = `CAST(r.${quoteIdentifier(column.name)} AS DOUBLE)`;
  return {
    sql: [
      "SELECT r.*",
      `FROM ${relation} AS r`,
      `CROSS JOIN (${boundsSql(step.method, x, relation, threshold)}) AS bounds`,
      `WHERE ${value} IS NULL\n  OR (isfinite(${value}) AND (bounds.low IS NULL OR ${value} BETWEEN bounds.low AND bounds.high))`,
    ].join("\n"),
    columns,
    drops_rows: true,
    assumption: `Outliers of ${column.name} were dropped (${step.method}, threshold ${threshold}).`,
  };
}

/** One row: `low` and `high`; null when there is no spread to measure by. */
function boundsSql(method: Method, x: string, from: string, threshold: number): string {
  const finite = `SELECT ${x} AS x FROM ${from} WHERE isfinite(${x})`;
  const around = (middle: string, spread: string) =>
    `SELECT ${middle} - ${threshold} * ${spread} AS low, ${middle} + ${threshold} * ${spread} AS high`;
  if (method === "zscore")
    return `${around("m", "s")} FROM (SELECT avg(x) AS m, nullif(stddev_samp(x), 0) AS s FROM (${finite}))`;
  if (method === "iqr")
    return `SELECT q1 - ${threshold} * (q3 - q1) AS low, q3 + ${threshold} * (q3 - q1) AS high FROM (SELECT quantile_cont(x, 0.25) AS q1, quantile_cont(x, 0.75) AS q3 FROM (${finite}))`;
  // 0.6745 is the normal distribution's upper quartile: |x - m| * 0.6745 / MAD stands for a z-score.
  return `${around("m", "s")} FROM (SELECT median(x) AS m, nullif(mad(x), 0) / 0.6745 AS s FROM (${finite}))`;
}
