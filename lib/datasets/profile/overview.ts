import "server-only";
import { z } from "zod";
import { json } from "#lib/core/schema.ts";
import type { FileColumn } from "#lib/datasets/schema.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { kindOf, measureSql, shownSql } from "./column-kind.ts";

/** Up to here distinct values are counted; beyond, estimated (HyperLogLog). */
const COUNT_DISTINCT_ROWS = 100_000;

/** The seven values of a column in an overview's row. */
const FIELDS = 7;

export const overview = z.object({
  present: z.coerce.number(),
  distinct: z.coerce.number(),
  min: json,
  max: json,
  mean: z.number().nullable(),
  /** The ends of `measureSql`. */
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Overview = z.infer<typeof overview>;

/** One row that describes columns: `FIELDS` values each. */
export function overviewSql(from: string, columns: FileColumn[], rowCount: number): string {
  return `SELECT ${columns.flatMap((column) => aggregates(column, rowCount)).join(",\n")} FROM ${from}`;
}

export function overviewsOf(row: unknown[], columns: FileColumn[]): Overview[] {
  return columns.map((_, index) => {
    const [present, distinct, min, max, mean, low, high] = row.slice(index * FIELDS, (index + 1) * FIELDS);
    return overview.parse({ present, distinct, min, max, mean, low, high });
  });
}

function aggregates(column: FileColumn, rowCount: number): string[] {
  const name = quoteIdentifier(column.name);
  const kind = kindOf(column.type);
  const shown = shownSql(column);
  const distinct =
    rowCount <= COUNT_DISTINCT_ROWS ? `count(DISTINCT ${shown})` : `approx_count_distinct(${shown})`;
  const ends = kind === "number" ? finite(name, ["min", "max"]) : [`min(${shown})`, `max(${shown})`];
  const measure = kind === "text" ? null : measureSql(column);
  const isNumber = kind === "integer" || kind === "number";
  return [
    `count(${name})`,
    distinct,
    ...ends,
    isNumber ? `avg(${measure})` : "NULL::DOUBLE",
    measure === null ? "NULL::DOUBLE" : `min(${measure})::DOUBLE`,
    measure === null ? "NULL::DOUBLE" : `max(${measure})::DOUBLE`,
  ];
}

/** Ends without NaN and the infinities, which a profile's numbers leave out. */
function finite(name: string, functions: string[]): string[] {
  return functions.map((each) => `${each}(${name}) FILTER (isfinite(CAST(${name} AS DOUBLE)))`);
}
