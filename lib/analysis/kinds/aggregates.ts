import { columnName } from "#lib/analysis/schema.ts";
import { columnOf } from "#lib/analysis/source.ts";
import { aggregateSql, isMeasure, isOfFinite, MEASURES, type Measure } from "./aggregate-sql.ts";
import { defineKind, type Kind } from "./define-kind.ts";
import { byValue } from "./order.ts";
import { sayValues } from "./say-values.ts";
import { selectSql } from "./select.ts";

/** One figure of one column, or one a group: `value`. Missing values are left out; no values give null. */
function aggregate(measure: Measure): Kind {
  const { description, says, takes } = MEASURES[measure];
  return defineKind({
    operation: measure,
    description,
    fields: { target_column: columnName },
    charts: ["bar", "line", "heatmap", "area", "arc"],
    outputs: () => ["value"],
    leavesOutNulls: (plan) => [plan.target_column],
    leavesOutNonFinite: (plan) => (isOfFinite(measure) ? [plan.target_column] : []),
    check(plan, check) {
      if (takes === "number") check.number("target_column", plan.target_column);
      else check.column("target_column", plan.target_column);
    },
    compile({ plan, source, groups }) {
      const value = aggregateSql(measure, columnOf(source, plan.target_column));
      return {
        select: selectSql({ groups, outputs: [["value", value]], from: source.relation }),
        order: byValue(groups, "value"),
      };
    },
    say: (result, { plan, groups }) => sayValues(result, groups, `The ${says} of ${plan.target_column}`),
  });
}

/** Every aggregate of one column but `count`, which needs none. */
export const AGGREGATES: readonly Kind[] = Object.keys(MEASURES).filter(isMeasure).map(aggregate);
