import { z } from "zod";
import { planRefused } from "#lib/analysis/faults.ts";
import { columnName, type TimeGrain, timeGrain } from "#lib/analysis/schema.ts";
import { columnOf, isTime, type Source } from "#lib/analysis/source.ts";
import type { Json } from "#lib/core/schema.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { aggregateSql, isMeasure, MEASURES } from "./aggregate-sql.ts";
import { numberOf } from "./cells.ts";
import type { Check, Compiled, SqlRows } from "./kind.ts";
import { periodSql } from "./period-sql.ts";
import { missingPeriods } from "./periods.ts";

const aggregates = z.enum(["count", ...Object.keys(MEASURES).filter(isMeasure)]);
/** Longer series are modelled by their latest periods. */
export const MOST_PERIODS = 1500;

/** The fields of a plan that makes one number a period. */
export const seriesFields = {
  target_column: columnName.optional(),
  time_column: columnName,
  time_grain: timeGrain,
  aggregate: aggregates.optional().describe("sum by default; count without a target_column."),
};
export interface SeriesPlan {
  target_column?: string | undefined;
  time_column: string;
  time_grain: TimeGrain;
  aggregate?: z.infer<typeof aggregates> | undefined;
}

export const aggregateOf = (plan: Pick<SeriesPlan, "aggregate" | "target_column">) =>
  plan.aggregate ?? (plan.target_column === undefined ? "count" : "sum");

export function checkSeries(plan: SeriesPlan, check: Check): void {
  check.time("time_column", plan.time_column);
  const aggregate = aggregateOf(plan);
  if (plan.target_column === undefined) {
    if (aggregate !== "count") check.fault("target_column", `${aggregate} needs a target_column.`);
    return;
  }
  const column = check.column("target_column", plan.target_column);
  if (!column || aggregate === "count" || aggregate === "count_distinct") return;
  if (isTime(column)) check.fault("target_column", "must be a column of numbers, not of dates.");
  else check.number("target_column", plan.target_column);
}

/** What is measured of each period. */
export function seriesValueSql(
  plan: Pick<SeriesPlan, "aggregate" | "target_column">,
  source: Source,
): string {
  if (plan.target_column === undefined) return "count(*)";
  const target = columnOf(source, plan.target_column);
  const aggregate = aggregateOf(plan);
  return aggregate === "count" ? `count(${quoteIdentifier(target.name)})` : aggregateSql(aggregate, target);
}

/** A row a period, in order: `period`, `series_value`, `series_rows` (how many rows it has). */
export function seriesSql(plan: SeriesPlan, source: Source): Compiled {
  const value = seriesValueSql(plan, source);
  return {
    select: [
      `SELECT\n  CAST(${periodSql(columnOf(source, plan.time_column), plan.time_grain)} AS DATE) AS period,`,
      `  CAST(${value} AS DOUBLE) AS series_value,\n  count(*) AS series_rows`,
      `FROM ${source.relation}\nWHERE isfinite(${quoteIdentifier(plan.time_column)})\nGROUP BY 1`,
    ].join("\n"),
    order: [{ by: "period", direction: "asc" }],
  };
}

export interface Series {
  periods: string[];
  values: number[];
  assumptions: string[];
}

/**
 * The statement's rows as a series without holes. Throws the plan's refusal for holes (naming the periods), values that are no
 * finite numbers, and fewer than `least` periods. A last period that has hardly begun is left out of sums and counts.
 */
export function seriesOf(answer: SqlRows, plan: SeriesPlan, least: number): Series {
  const grain = plan.time_grain;
  if (answer.truncated) {
    throw planRefused([
      {
        path: "time_grain",
        message: `The series has ${answer.row_count} periods, too many. Use a longer one than ${grain}.`,
      },
    ]);
  }
  const { rows, assumptions } = withoutBegun(answer.rows, plan);
  const latest = rows.slice(-MOST_PERIODS);
  if (latest.length < rows.length)
    assumptions.push(`Only the latest ${latest.length} of ${rows.length} periods are used.`);
  const periods = latest.map((row) => String(row[0]).slice(0, 10));
  const missing = missingPeriods(periods, grain, 1000);
  const unknown = latest.flatMap((row, index) => (finite(row[1]) === null ? [periods[index] ?? ""] : []));
  const holes = [...missing, ...unknown].sort();
  if (holes.length > 0) throw planRefused([{ path: "time_column", message: holesMessage(holes, plan) }]);
  if (periods.length < least) {
    const message = `The series has ${periods.length} ${grain}s; at least ${least} are needed. Choose a shorter time_grain or less filters.`;
    throw planRefused([{ path: "time_grain", message }]);
  }
  return { periods, values: latest.map((row) => finite(row[1]) ?? 0), assumptions };
}

function finite(cell: Json | undefined): number | null {
  const number = numberOf(cell);
  return number !== null && Number.isFinite(number) ? number : null;
}

function holesMessage(holes: string[], plan: SeriesPlan): string {
  const named = holes.slice(0, 12).join(", ");
  const rest = holes.length > 12 ? ` and ${holes.length - 12} more` : "";
  const is = holes.length === 1 ? `1 ${plan.time_grain} is` : `${holes.length} ${plan.time_grain}s are`;
  return `The series has holes: ${is} without a value (${named}${rest}). Filter to a stretch without holes, or choose a longer time_grain.`;
}

/** Half of the usual number of rows, or less, in the last period: the data end in its middle. */
function withoutBegun(rows: Json[][], plan: SeriesPlan): { rows: Json[][]; assumptions: string[] } {
  const aggregate = aggregateOf(plan);
  const counts = rows.map((row) => numberOf(row[2]) ?? 0);
  const usual = [...counts].sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
  const last = counts.at(-1) ?? 0;
  const isBegun = (aggregate === "sum" || aggregate === "count") && usual >= 4 && last * 2 <= usual;
  if (!isBegun) return { rows, assumptions: [] };
  const name = String(rows.at(-1)?.[0]).slice(0, 10);
  const sentence = `The ${plan.time_grain} of ${name} is left out: with ${last} rows, against ${usual} usually, it seems incomplete.`;
  return { rows: rows.slice(0, -1), assumptions: [sentence] };
}
