import "server-only";
import type { FileColumn } from "#lib/datasets/schema.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { shownSql } from "./column-kind.ts";

const TOP = 10;
/** Beyond so many values (ids, say) grouping them all would cost too much: likely ones are found by a sketch, then counted. */
const MANY_VALUES = 500_000;

/** Rows of (value, count), the most frequent first. */
export function topSql(from: string, column: FileColumn, distinct: number): string {
  const shown = shownSql(column);
  const order = `ORDER BY n DESC, v LIMIT ${TOP}`;
  const values = `SELECT ${shown} AS v FROM ${from} WHERE ${quoteIdentifier(column.name)} IS NOT NULL`;
  if (distinct <= MANY_VALUES) return `SELECT v, count(*) AS n FROM (${values}) GROUP BY v ${order}`;
  return `WITH likely AS (SELECT unnest(approx_top_k(v, ${TOP})) AS v FROM (${values}))
    SELECT v, count(*) AS n FROM (${values}) SEMI JOIN likely USING (v) GROUP BY v ${order}`;
}
