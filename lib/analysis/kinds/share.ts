import { z } from "zod";
import { columnName } from "#lib/analysis/schema.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { defineKind } from "./define-kind.ts";
import { byValue } from "./order.ts";
import { sayCell, sayGroup, sayShare } from "./say.ts";
import { selectSql } from "./select.ts";

/** Each group's part of the whole, 0 to 1. Null where the whole is nothing. */
export const share = defineKind({
  operation: "share",
  description: "Each group's part (0 to 1) of all rows, or of the total of target_column.",
  fields: { target_column: columnName.optional(), measure: z.enum(["count", "sum"]).optional() },
  groups: [1, 5],
  charts: ["bar", "arc"],
  outputs: () => ["value", "share"],
  leavesOutNulls: ({ measure, target_column }) =>
    measure === "count" || target_column === undefined ? [] : [target_column],
  check({ measure, target_column }, check) {
    if (target_column === undefined) {
      if (measure === "sum") check.fault("target_column", "The measure sum needs a target_column.");
    } else if (measure === "count") check.column("target_column", target_column);
    else check.number("target_column", target_column);
  },
  compile({ plan, source, groups }) {
    const isSum = plan.measure === "sum" || (plan.measure === undefined && plan.target_column !== undefined);
    const value = isSum ? `sum(${quoteIdentifier(plan.target_column ?? "")})` : "count(*)";
    const part = `CAST(${value} AS DOUBLE) / nullif(sum(CAST(${value} AS DOUBLE)) OVER (), 0)`;
    return {
      select: selectSql({
        groups,
        outputs: [
          ["value", value],
          ["share", part],
        ],
        from: source.relation,
      }),
      order: byValue(groups, "value"),
    };
  },
  say({ rows, row_count }, { groups }) {
    const at = groups.length;
    const [first] = rows;
    if (first === undefined) return "There are no rows to share out.";
    const by = groups.map(({ column }) => column.name).join(" and ");
    const others = row_count === 1 ? "" : ` Of the ${sayCell(row_count)} values of ${by} it is the first.`;
    return `${sayGroup(first, at)} has ${sayShare(first[at + 1])} of the whole (${sayCell(first[at])}).${others}`;
  },
});
