import { columnName } from "#lib/analysis/schema.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { defineKind } from "./define-kind.ts";
import { sayCell, sayGroup } from "./say.ts";
import { byGroups, selectSql } from "./select.ts";

/** The most frequent value; of several that are, the smallest. */
export const mode = defineKind({
  operation: "mode",
  description: "Most frequent value and how often it occurs; of several, the smallest.",
  fields: { target_column: columnName },
  charts: ["bar"],
  outputs: () => ["value", "count"],
  leavesOutNulls: (plan) => [plan.target_column],
  check: (plan, check) => void check.column("target_column", plan.target_column),
  compile({ plan, source, groups }) {
    const column = quoteIdentifier(plan.target_column);
    const names = groups.map(({ column: { name } }) => quoteIdentifier(name));
    const keys = groups.map((_, index) => `g${index + 1}`);
    const counted = [
      `SELECT\n  ${[...names.map((name, index) => `${name} AS ${keys[index]}`), `${column} AS x`, `count(${column}) AS n`].join(",\n  ")}`,
      `FROM ${source.relation}`,
      `GROUP BY ${[...keys, "x"].map((_, index) => index + 1).join(", ")}`,
    ].join("\n");
    const ranked = groups.map((group, index) => ({
      ...group,
      column: { ...group.column, name: keys[index] ?? "" },
    }));
    return {
      with: [{ name: "mode_counts", sql: counted }],
      select: selectSql({
        groups: ranked,
        outputs: [
          ["value", "first(x ORDER BY n DESC, x)"],
          ["count", "max(n)"],
        ],
        from: "mode_counts",
      }),
      order: byGroups(groups),
    };
  },
  say({ rows }, { plan, groups }) {
    const [first] = rows;
    const what = `most frequent ${plan.target_column}`;
    if (first === undefined || first[groups.length] === null) return `There is no ${what}: no values.`;
    const figure = `${sayCell(first[groups.length])}, ${sayCell(first[groups.length + 1])} times`;
    return groups.length === 0
      ? `The ${what} is ${figure}.`
      : `The ${what} of ${sayGroup(first, groups.length)} is ${figure}.`;
  },
});
