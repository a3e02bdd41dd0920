import { columnName } from "#lib/analysis/schema.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { defineKind } from "./define-kind.ts";
import { byValue } from "./order.ts";
import { sayValues } from "./say-values.ts";
import { selectSql } from "./select.ts";

/** The number of rows; of those with a value when a column is named. */
export const count = defineKind({
  operation: "count",
  description: "Number of rows; with target_column, of the rows that have a value there.",
  fields: { target_column: columnName.optional() },
  charts: ["bar", "line", "heatmap", "area", "arc"],
  outputs: () => ["value"],
  leavesOutNulls: ({ target_column }) => (target_column === undefined ? [] : [target_column]),
  check({ target_column }, check) {
    if (target_column !== undefined) check.column("target_column", target_column);
  },
  compile({ plan, source, groups }) {
    const counted = plan.target_column === undefined ? "*" : quoteIdentifier(plan.target_column);
    return {
      select: selectSql({ groups, outputs: [["value", `count(${counted})`]], from: source.relation }),
      order: byValue(groups, "value"),
    };
  },
  say: (result, { plan, groups }) =>
    sayValues(
      result,
      groups,
      `The number of rows${plan.target_column === undefined ? "" : ` with ${plan.target_column}`}`,
    ),
});
