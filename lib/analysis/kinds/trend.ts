import { z } from "zod";
import { columnName, timeGrain } from "#lib/analysis/schema.ts";
import { columnOf } from "#lib/analysis/source.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { isMeasure, isOfFinite, MEASURES, sayMeasure } from "./aggregate-sql.ts";
import { defineKind } from "./define-kind.ts";
import { periodSql } from "./period-sql.ts";
import { sayCell, sayGroup, sayPeriod, sayShare } from "./say.ts";
import { byGroups } from "./select.ts";
import { checkSeries, seriesValueSql } from "./series.ts";

const measures = z.enum(["count", ...Object.keys(MEASURES).filter(isMeasure)]);

/**
 * An aggregate by period, with its change from the period before that has rows: `change` the difference, `change_ratio`
 * the difference over the earlier value's size (null in the first period and over 0).
 */
export const trend = defineKind({
  operation: "trend",
  description: "An aggregate by period of time, with the change and growth rate from the period before.",
  fields: {
    target_column: columnName.optional(),
    time_column: columnName,
    time_grain: timeGrain,
    aggregate: measures.optional().describe("sum by default; count without a target_column."),
  },
  charts: ["line", "area", "bar"],
  outputs: () => ["period", "value", "change", "change_ratio"],
  leavesOutNulls: ({ time_column, target_column }) => [
    time_column,
    ...(target_column === undefined ? [] : [target_column]),
  ],
  leavesOutNonFinite: ({ target_column, aggregate }) =>
    target_column !== undefined && isOfFinite(aggregate) ? [target_column] : [],
  check: checkSeries,
  compile({ plan, source, groups }) {
    const value = seriesValueSql(plan, source);
    const keys = groups.map((_, index) => `g${index + 1}`);
    const period = periodSql(columnOf(source, plan.time_column), plan.time_grain);
    const time = quoteIdentifier(plan.time_column);
    const values = [
      `SELECT\n  ${[...groups.map(({ column }, index) => `${quoteIdentifier(column.name)} AS ${keys[index]}`), `${period} AS period`, `${value} AS v`].join(",\n  ")}`,
      `FROM ${source.relation}`,
      `WHERE isfinite(${time})`,
      `GROUP BY ${[...keys, "period"].map((_, index) => index + 1).join(", ")}`,
    ].join("\n");
    const before = `lag(v) OVER (${keys.length > 0 ? `PARTITION BY ${keys.join(", ")} ` : ""}ORDER BY period)`;
    const outputs = [
      ...groups.map(({ name }, index) => `${keys[index]} AS ${quoteIdentifier(name)}`),
      "period",
      `v AS "value"`,
      `v - ${before} AS "change"`,
      `CAST(v - ${before} AS DOUBLE) / nullif(abs(CAST(${before} AS DOUBLE)), 0) AS "change_ratio"`,
    ];
    return {
      with: [{ name: "trend_values", sql: values }],
      select: `SELECT\n  ${outputs.join(",\n  ")}\nFROM trend_values`,
      order: [...byGroups(groups), { by: "period", direction: "asc" }],
    };
  },
  say({ rows, row_count }, { plan, groups }) {
    const at = groups.length;
    const what = sayMeasure(plan.aggregate, plan.target_column);
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return "There are no rows with a date.";
    if (at > 0)
      return `The ${what} by ${plan.time_grain}: ${sayGroup(first, at)} has ${sayCell(first[at + 1])} in ${sayPeriod(first[at], plan.time_grain)}.`;
    if (row_count > rows.length || rows.length === 1)
      return `The ${what} is ${sayCell(first[1])} in ${sayPeriod(first[0], plan.time_grain)}, the first ${plan.time_grain}.`;
    const ends = [first, last].map((row) => sayPeriod(row[0], plan.time_grain));
    const growth =
      last[3] === null
        ? ""
        : `; the last change from one ${plan.time_grain} to the next is ${sayShare(last[3])}`;
    return `From ${ends[0]} to ${ends[1]} the ${what} went from ${sayCell(first[1])} to ${sayCell(last[1])}${growth}.`;
  },
});
