import { z } from "zod";
import { columnName } from "#lib/analysis/schema.ts";
import { columnOf, isNumber, type Source } from "#lib/analysis/source.ts";
import { formatPlural } from "#lib/core/format.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { defineKind } from "./define-kind.ts";
import type { Compiled, Group } from "./kind.ts";
import { sayCell, sayGroup } from "./say.ts";
import { byGroups, selectSql } from "./select.ts";

const BINS = 20;

/**
 * How values are spread: numbers in bins of equal width over their whole range (each holds its lower end, the last
 * one both; empty bins are there with 0), anything else by value.
 */
export const distribution = defineKind({
  operation: "distribution",
  description: "How a column's values are spread: numbers by bins of equal width, others by value.",
  fields: { target_column: columnName, bins: z.int().min(1).max(500).optional() },
  groups: [0, 1],
  charts: ["histogram", "bar"],
  outputs: (plan, source) =>
    isBinned(plan.target_column, source) ? ["bin_start", "bin_end", "count"] : ["value", "count"],
  leavesOutNulls: (plan) => [plan.target_column],
  leavesOutNonFinite: (plan) => [plan.target_column],
  check(plan, check) {
    const column = check.column("target_column", plan.target_column);
    if (!column || isNumber(column)) return;
    if (plan.bins !== undefined)
      check.fault("bins", `"${column.name}" holds ${column.type}: only numbers are binned.`);
    if (plan.chart_type === "histogram") check.fault("chart_type", "A histogram shows numbers. Use bar.");
  },
  compile({ plan, source, groups }) {
    return isBinned(plan.target_column, source)
      ? binned(plan.target_column, plan.bins ?? BINS, { source, groups })
      : byValues(plan.target_column, { source, groups });
  },
  say({ columns, rows, row_count }, { plan, groups }) {
    const counted = columns.findIndex(({ name }, index) => index >= groups.length && name === "count");
    const [first] = [...rows].sort((a, b) => Number(b[counted]) - Number(a[counted]));
    if (!first) return `There are no values of ${plan.target_column}.`;
    const at = groups.length;
    const of = `${plan.target_column}${at > 0 ? ` for ${sayGroup(first, at)}` : ""}`;
    const shown =
      row_count > rows.length ? ` Only the first ${sayCell(rows.length)} rows are looked at.` : "";
    return counted - at === 2
      ? `The fullest bin of ${of} is from ${sayCell(first[at])} to ${sayCell(first[at + 1])}, with ${formatPlural(Number(first[counted]), "value")}.${shown}`
      : `The most frequent value of ${of} is ${sayCell(first[at])}, in ${formatPlural(Number(first[counted]), "row")}.${shown}`;
  },
});

function isBinned(name: string, source: Source): boolean {
  const column = source.columns.find((candidate) => candidate.name === name);
  return column !== undefined && isNumber(column);
}

interface Place {
  source: Source;
  groups: Group[];
}

function byValues(name: string, { source, groups }: Place): Compiled {
  return {
    select: selectSql({
      groups: [...groups, { name: "value", column: columnOf(source, name) }],
      outputs: [["count", "count(*)"]],
      from: source.relation,
      where: [`${quoteIdentifier(name)} IS NOT NULL`],
    }),
    order: [...byGroups(groups), { by: "count", direction: "desc" }, { by: "value", direction: "asc" }],
  };
}

function binned(name: string, bins: number, { source, groups }: Place): Compiled {
  const x = `CAST(${quoteIdentifier(name)} AS DOUBLE)`;
  const [group] = groups;
  const key = group ? quoteIdentifier(group.column.name) : "NULL";
  // One bin is enough for one value. The place is cut at the last bin, which holds its upper end.
  const place = "CASE WHEN n = 1 THEN 0 ELSE least(floor((x - low) / width), n - 1) END";
  return {
    with: [
      {
        name: "distribution_values",
        is_inline: true,
        sql: `SELECT ${key} AS g, ${x} AS x\nFROM ${source.relation}\nWHERE isfinite(${x})`,
      },
      {
        name: "distribution_range",
        sql: `SELECT min(x) AS low, max(x) AS high, CASE WHEN min(x) < max(x) THEN ${bins} ELSE 1 END AS n, max(x) / n - min(x) / n AS width\nFROM distribution_values`,
      },
      {
        name: "distribution_counts",
        sql: `SELECT g, CAST(${place} AS BIGINT) AS bin, count(*) AS counted\nFROM distribution_values CROSS JOIN distribution_range\nGROUP BY 1, 2`,
      },
      {
        name: "distribution_bins",
        sql: `SELECT g, bin, low + bin * width AS bin_start, CASE WHEN bin = n - 1 THEN high ELSE low + (bin + 1) * width END AS bin_end\nFROM (SELECT DISTINCT g FROM distribution_values) CROSS JOIN distribution_range CROSS JOIN (SELECT unnest(range(${bins})) AS bin)\nWHERE bin < n`,
      },
    ],
    select: [
      `SELECT\n  ${[...(group ? [`b.g AS ${quoteIdentifier(group.name)}`] : []), "b.bin_start", "b.bin_end", `coalesce(c.counted, 0) AS "count"`].join(",\n  ")}`,
      "FROM distribution_bins AS b LEFT JOIN distribution_counts AS c ON b.bin = c.bin AND b.g IS NOT DISTINCT FROM c.g",
    ].join("\n"),
    order: [...byGroups(groups), { by: "bin_start", direction: "asc" }],
  };
}
