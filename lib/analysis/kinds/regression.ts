import { z } from "zod";
import { columnName } from "#lib/analysis/schema.ts";
import { formatPlural } from "#lib/core/format.ts";
import { defineKind } from "./define-kind.ts";
import type { Check } from "./kind.ts";
import { regressionRows } from "./regression-answer.ts";
import { regressionSql } from "./regression-sql.ts";
import { sayCell, sayGroup, sayP, sayShare } from "./say.ts";

const MOST_PREDICTORS = 20;
const DOUBLES = ["estimate", "std_error", "t", "p_value", "r_squared"];
const FURTHER = ["adjusted_r_squared", "ci_low", "ci_high", "f_statistic", "f_p_value"];

export const regression = defineKind({
  operation: "regression",
  description:
    "Least squares: how a column of numbers (y_axis) depends on one or several others (x_axis), with errors, p-values and R².",
  fields: {
    x_axis: z.union([columnName, z.array(columnName).min(1).max(MOST_PREDICTORS)]),
    y_axis: columnName,
    level: z.number().min(0.5).max(0.999).default(0.95).describe("Of the confidence intervals."),
  },
  groups: [0, 2],
  charts: ["bar"],
  outputs: () => ["term", ...DOUBLES, "n", ...FURTHER],
  leavesOutNulls: (plan) => [...predictorsOf(plan), plan.y_axis],
  leavesOutNonFinite: (plan) => [...predictorsOf(plan), plan.y_axis],
  check,
  compile: ({ plan, source, groups }) => regressionSql([...predictorsOf(plan), plan.y_axis], source, groups),
  finish(answer, { plan, groups }) {
    const asked = { predictors: predictorsOf(plan), outcome: plan.y_axis, level: plan.level, groups };
    const double = (name: string) => ({ name, type: "DOUBLE" });
    return {
      columns: [
        ...answer.columns.slice(0, groups.length),
        { name: "term", type: "VARCHAR" },
        ...DOUBLES.map(double),
        { name: "n", type: "BIGINT" },
        ...FURTHER.map(double),
      ],
      ...regressionRows(answer, asked),
    };
  },
  say({ rows }, { plan, groups }) {
    const at = groups.length;
    const [first] = rows;
    if (!first) return "There is no regression to show.";
    const where = at > 0 ? `For ${sayGroup(first, at)}: ` : "";
    const terms = rows.filter((row) => sayGroup(row, at) === sayGroup(first, at)).slice(1, 4);
    const each = terms.map((row) => `${sayCell(row[at])} ${sayCell(row[at + 1])} (${sayP(row[at + 4])})`);
    const of = formatPlural(Number(first[at + 6]), "row");
    return `${where}${plan.y_axis} changes per unit by ${each.join(", ")}. R² is ${sayShare(first[at + 5])} over ${of}.`;
  },
});

const predictorsOf = ({ x_axis }: { x_axis: string | string[] }): string[] =>
  Array.isArray(x_axis) ? x_axis : [x_axis];

function check(plan: { x_axis: string | string[]; y_axis: string }, check: Check): void {
  const predictors = predictorsOf(plan);
  predictors.forEach((name, index) => {
    const path = Array.isArray(plan.x_axis) ? `x_axis.${index}` : "x_axis";
    check.number(path, name);
    if (predictors.indexOf(name) < index) check.fault(path, "must not be named twice.");
    if (name === plan.y_axis) check.fault(path, "must be another column than y_axis.");
  });
  check.number("y_axis", plan.y_axis);
}
