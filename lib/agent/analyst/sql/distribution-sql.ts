import type { Catalog, Column } from "#lib/agent/analyst/catalog.ts";
import type { Filter } from "#lib/agent/analyst/intent.ts";
import { identifier } from "./identifier.ts";
import { fromClause, reference } from "./joins.ts";
import { whereClause } from "./where.ts";

const BINS = 15;
const isFloat = ({ type }: Column): boolean => /^(DOUBLE|FLOAT)$/.test(type);

interface Asked {
  column: Column;
  filters: Filter[];
  tables: string[];
}

/** Present, and finite where the type knows NaN and infinities. */
function present(column: Column, isJoined: boolean): string[] {
  const name = reference(column, isJoined);
  return [`${name} IS NOT NULL`, ...(isFloat(column) ? [`isfinite(${name})`] : [])];
}

/** Counts in equal bins whose width is 1, 2 or 5 times a power of ten; empty bins are left out. */
export function histogramSql({ column, filters, tables }: Asked, catalog: Catalog): string {
  const isJoined = tables.length > 1;
  const smallest = column.type.includes("INT") ? "1" : "1e-9";
  const [start, end] = [identifier(`${column.name}_bin_start`), identifier(`${column.name}_bin_end`)];
  return `WITH seen AS (
  SELECT CAST(${reference(column, isJoined)} AS DOUBLE) AS x
  ${fromClause(catalog, tables)}${whereClause(filters, isJoined, present(column, isJoined)).replaceAll("\n", "\n  ")}
), raw AS (
  SELECT greatest((max(x) - min(x)) / ${BINS}, ${smallest}) AS width FROM seen
), nice AS (
  SELECT width, power(10, floor(log10(width))) AS unit FROM raw
), step AS (
  SELECT greatest(unit * CASE WHEN width <= unit THEN 1 WHEN width <= 2 * unit THEN 2 WHEN width <= 5 * unit THEN 5 ELSE 10 END, ${smallest}) AS size
  FROM nice
)
SELECT round(floor(x / size) * size, 9) AS ${start},
  round((floor(x / size) + 1) * size, 9) AS ${end},
  count(*) AS count
FROM seen, step
GROUP BY ALL
ORDER BY 1`;
}

/** Where the middle and the ends of a number lie. */
export function quantilesSql({ column, filters, tables }: Asked, catalog: Catalog): string {
  const isJoined = tables.length > 1;
  const name = reference(column, isJoined);
  return `SELECT count(*) AS count, min(${name}) AS min, quantile_cont(${name}, 0.25) AS lower_quartile,
  median(${name}) AS median, quantile_cont(${name}, 0.75) AS upper_quartile, max(${name}) AS max, avg(${name}) AS mean
${fromClause(catalog, tables)}${whereClause(filters, isJoined, present(column, isJoined))}`;
}
