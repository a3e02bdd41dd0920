import { z } from "zod";
import { columnName } from "#lib/analysis/schema.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { defineKind } from "./define-kind.ts";
import { sayCell, sayGroup } from "./say.ts";
import { byGroups, selectSql } from "./select.ts";

const part = z.number().min(0).max(1);

/** Quantiles by linear interpolation (Hyndman and Fan's type 7, as R and NumPy do by default): a row each. */
export const quantile = defineKind({
  operation: "quantile",
  description: "Quantiles of a column of numbers (linear interpolation), one row each.",
  fields: { target_column: columnName, q: z.union([part, z.array(part).min(1).max(100)]) },
  charts: ["line", "bar"],
  outputs: () => ["q", "value"],
  leavesOutNulls: (plan) => [plan.target_column],
  check: (plan, check) => void check.number("target_column", plan.target_column),
  compile({ plan, source, groups }) {
    const parts = [...new Set([plan.q].flat())].sort((a, b) => a - b);
    const list = parts.map((q) => `CAST(${q} AS DOUBLE)`).join(", ");
    const x = `CAST(${quoteIdentifier(plan.target_column)} AS DOUBLE)`;
    const inner = groups.map(({ column }, index) => ({ name: `g${index + 1}`, column }));
    const at = inner.map(({ name }, index) => `${name} AS ${quoteIdentifier(groups[index]?.name ?? "")}`);
    return {
      with: [
        {
          name: "quantile_values",
          sql: selectSql({
            groups: inner,
            outputs: [
              ["parts", `[${list}]`],
              ["found", `quantile_cont(${x}, [${list}])`],
            ],
            from: source.relation,
          }),
        },
      ],
      // Without values there is no list: then each quantile is null.
      select: `SELECT\n  ${[...at, "unnest(parts) AS q", `unnest(coalesce(found, list_transform(parts, lambda part: CAST(NULL AS DOUBLE)))) AS "value"`].join(",\n  ")}\nFROM quantile_values`,
      order: [...byGroups(groups), { by: "q", direction: "asc" }],
    };
  },
  say({ rows }, { plan, groups }) {
    const at = groups.length;
    const said = rows.slice(0, 5).map((row) => {
      const where = at === 0 ? "" : ` of ${sayGroup(row, at)}`;
      return `the ${sayCell(row[at])} quantile${where} is ${sayCell(row[at + 1])}`;
    });
    return said.length === 0
      ? `There are no rows to compute quantiles from.`
      : `For ${plan.target_column}, ${said.join(", ")}.`;
  },
});
