import { columnName } from "#lib/analysis/schema.ts";
import { formatPlural } from "#lib/core/format.ts";
import { defineKind } from "./define-kind.ts";
import { normalityRows } from "./normality-answer.ts";
import { normalitySql } from "./normality-sql.ts";
import { sayCell, sayGroup, sayP, sayTest } from "./say.ts";

export const normality = defineKind({
  operation: "normality",
  description:
    "Whether a column of numbers looks normally distributed: Shapiro-Wilk, Kolmogorov-Smirnov (Lilliefors) and D'Agostino's K².",
  fields: { target_column: columnName },
  groups: [0, 2],
  charts: [],
  outputs: () => ["test", "statistic", "p_value", "n", "skewness", "excess_kurtosis"],
  leavesOutNulls: (plan) => [plan.target_column],
  leavesOutNonFinite: (plan) => [plan.target_column],
  check: (plan, check) => void check.number("target_column", plan.target_column),
  compile: ({ plan, source, groups }) => normalitySql(plan.target_column, source, groups),
  finish: (answer, { groups }) => ({
    columns: [
      ...answer.columns.slice(0, groups.length),
      { name: "test", type: "VARCHAR" },
      { name: "statistic", type: "DOUBLE" },
      { name: "p_value", type: "DOUBLE" },
      { name: "n", type: "BIGINT" },
      { name: "skewness", type: "DOUBLE" },
      { name: "excess_kurtosis", type: "DOUBLE" },
    ],
    ...normalityRows(answer, groups.length),
  }),
  say({ rows }, { plan, groups }) {
    const at = groups.length;
    const first = rows.find((row) => typeof row[at + 2] === "number");
    if (!first) return `${plan.target_column} has too few different numbers to test.`;
    const where = at > 0 ? ` for ${sayGroup(first, at)}` : "";
    const verdict =
      Number(first[at + 2]) < 0.05 ? "does not look normally distributed" : "may be normally distributed";
    return `${plan.target_column}${where} ${verdict}: ${sayTest(first[at])}, statistic ${sayCell(first[at + 1])}, ${sayP(first[at + 2])}, over ${formatPlural(Number(first[at + 3]), "row")}.`;
  },
});
