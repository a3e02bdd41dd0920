import { columnName } from "#lib/analysis/schema.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { defineKind } from "./define-kind.ts";
import { sayCell, sayGroup } from "./say.ts";
import { byGroups, selectSql } from "./select.ts";

/** The five figures that a box is drawn from, of finite values: quartiles by linear interpolation (type 7). */
export const spread = defineKind({
  operation: "spread",
  description:
    "Five figures of a column of numbers (min, q1, median, q3, max) and how many values: a box plot.",
  fields: { target_column: columnName },
  charts: ["box"],
  outputs: () => ["min", "q1", "median", "q3", "max", "n"],
  leavesOutNulls: (plan) => [plan.target_column],
  leavesOutNonFinite: (plan) => [plan.target_column],
  check: (plan, check) => void check.number("target_column", plan.target_column),
  compile({ plan, source, groups }) {
    const number = `CAST(${quoteIdentifier(plan.target_column)} AS DOUBLE)`;
    const x = `CASE WHEN isfinite(${number}) THEN ${number} END`;
    return {
      select: selectSql({
        groups,
        outputs: [
          ["min", `min(${x})`],
          ["q1", `quantile_cont(${x}, 0.25)`],
          ["median", `quantile_cont(${x}, 0.5)`],
          ["q3", `quantile_cont(${x}, 0.75)`],
          ["max", `max(${x})`],
          ["n", `count(${x})`],
        ],
        from: source.relation,
      }),
      order: byGroups(groups),
    };
  },
  say({ rows }, { plan, groups }) {
    const at = groups.length;
    const [first] = rows;
    if (!first || first[at] === null) return `There are no values of ${plan.target_column}.`;
    const where = at === 0 ? "" : ` of ${sayGroup(first, at)}`;
    return `Half of the values of ${plan.target_column}${where} lie between ${sayCell(first[at + 1])} and ${sayCell(first[at + 3])}, around a median of ${sayCell(first[at + 2])}.`;
  },
});
