import { columnName } from "#lib/analysis/schema.ts";
import { columnOf } from "#lib/analysis/source.ts";
import { formatPlural } from "#lib/core/format.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { chiSquaredOfCounts } from "./crosstab.ts";
import { defineKind } from "./define-kind.ts";
import { sayCell, sayP } from "./say.ts";

const DOUBLES = ["expected", "residual", "statistic", "df", "p_value", "effect_size"];

export const chiSquared = defineKind({
  operation: "chi_squared",
  description:
    "Whether two columns of categories depend on each other: chi-squared test of independence with Cramér's V and each cell's count.",
  fields: { x_axis: columnName, y_axis: columnName },
  groups: [0, 0],
  charts: ["heatmap"],
  outputs: () => ["x", "y", "count", ...DOUBLES],
  leavesOutNulls: (plan) => [plan.x_axis, plan.y_axis],
  check(plan, check) {
    check.column("x_axis", plan.x_axis);
    check.column("y_axis", plan.y_axis);
    if (plan.x_axis === plan.y_axis) check.fault("y_axis", "must be another column than x_axis.");
  },
  compile({ plan, source }) {
    const [x, y] = [plan.x_axis, plan.y_axis].map((name) => quoteIdentifier(columnOf(source, name).name));
    return {
      select: `SELECT\n  CAST(${x} AS VARCHAR) AS x,\n  CAST(${y} AS VARCHAR) AS y,\n  count(*) AS count\nFROM ${source.relation}\nWHERE ${x} IS NOT NULL\n  AND ${y} IS NOT NULL\nGROUP BY 1, 2`,
      order: [
        { by: "x", direction: "asc" },
        { by: "y", direction: "asc" },
      ],
    };
  },
  finish(answer) {
    const { cells, test, assumptions } = chiSquaredOfCounts(answer, "y_axis");
    const { statistic, df, p_value, effect_size } = test;
    const tail = [statistic, df[0] ?? 0, p_value, effect_size];
    return {
      columns: [
        ...["x", "y"].map((name) => ({ name, type: "VARCHAR" })),
        { name: "count", type: "BIGINT" },
        ...DOUBLES.map((name) => ({ name, type: "DOUBLE" })),
      ],
      rows: cells.map(({ x, y, count, expected, residual }) => [x, y, count, expected, residual, ...tail]),
      assumptions,
    };
  },
  say({ rows: [first] }, { plan }) {
    if (!first) return "There is nothing to test.";
    const depends = Number(first[7]) < 0.05 ? "depend on each other" : "show no dependence";
    return `${plan.x_axis} and ${plan.y_axis} ${depends}: chi-squared ${sayCell(first[5])} with ${formatPlural(Number(first[6]), "degree")} of freedom, ${sayP(first[7])}, Cramér's V ${sayCell(first[8])}.`;
  },
});
