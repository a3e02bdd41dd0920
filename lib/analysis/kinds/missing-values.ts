import { z } from "zod";
import { columnName } from "#lib/analysis/schema.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { defineKind } from "./define-kind.ts";
import { sayCell, sayShare } from "./say.ts";

const MOST_COLUMNS = 500;

/** What is missing, a row a column: `column`, `missing`, `present`, `missing_share` (0..1; null without rows). */
export const missingValues = defineKind({
  operation: "missing_values",
  description: "How many values are missing in each column, or in the columns named.",
  fields: { columns: z.array(columnName).min(1).max(MOST_COLUMNS).optional() },
  groups: [0, 0],
  charts: ["bar"],
  outputs: () => ["column", "missing", "present", "missing_share"],
  leavesOutNulls: () => [],
  check(plan, check) {
    for (const [index, name] of (plan.columns ?? []).entries()) check.column(`columns.${index}`, name);
    if (plan.columns === undefined && check.source.columns.length > MOST_COLUMNS)
      check.fault("columns", `The table has more than ${MOST_COLUMNS} columns: name those to look at.`);
  },
  compile({ plan, source }) {
    const names = [...new Set(plan.columns ?? source.columns.map(({ name }) => name))];
    const counts = names.map((name, index) => `count(${quoteIdentifier(name)}) AS c${index + 1}`);
    const list = names.map((name, index) => `{'name': ${quoteString(name)}, 'present': c${index + 1}}`);
    return {
      with: [
        {
          name: "missing_values_counts",
          sql: `SELECT\n  count(*) AS n,\n  ${counts.join(",\n  ")}\nFROM ${source.relation}`,
        },
        {
          name: "missing_values_columns",
          sql: `SELECT n, unnest([\n  ${list.join(",\n  ")}\n]) AS c\nFROM missing_values_counts`,
        },
      ],
      select: [
        `SELECT\n  c.name AS "column",\n  n - c.present AS "missing",\n  c.present AS "present",\n  (n - c.present) / nullif(n, 0) AS "missing_share"`,
        "FROM missing_values_columns",
      ].join("\n"),
      order: [
        { by: "missing", direction: "desc" },
        { by: "column", direction: "asc" },
      ],
    };
  },
  say({ rows }) {
    const [first] = rows;
    if (!first || first[1] === 0) return "No values are missing.";
    return `${sayCell(first[0])} lacks the most values: ${sayCell(first[1])} (${sayShare(first[3])} of the rows).`;
  },
});
