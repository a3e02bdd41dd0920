import { columnOf, type Source } from "#lib/analysis/source.ts";
import { MOST_SPREAD_RATIO, ROWS_PER_SQUARED_SKEWNESS } from "#lib/analysis/statistics/choose-test.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { doubleSql } from "./double-sql.ts";
import type { Compiled, Group } from "./kind.ts";

/** Ranks are computed always, never, or where `chooseTest` would ask for them. */
export type Ranks = "always" | "never" | "auto";

/**
 * A row a group: `compare_group`, `compare_n`, `compare_mean` (less `compare_origin`), `compare_median`, `compare_variance`,
 * `compare_skewness`, `compare_origin`, `compare_rank_sum`, `compare_ties` (Σ(t³ - t) of all rows). Only finite numbers count.
 */
export function compareSql(target: string, source: Source, group: Group, ranks: Ranks): Compiled {
  const g = quoteIdentifier(group.column.name);
  const x = doubleSql(columnOf(source, target));
  const values = `SELECT * FROM (SELECT ${g} AS compare_group, ${x} AS compare_x FROM ${source.relation})\nWHERE compare_group IS NOT NULL AND compare_x IS NOT NULL`;
  return {
    with: [
      { name: "compare_values", sql: values },
      { name: "compare_lowest", sql: 'SELECT min(compare_x) AS compare_origin FROM "compare_values"' },
      { name: "compare_moments", sql: MOMENTS },
      ...(ranks === "never" ? [] : rankQueries(ranks)),
    ],
    select: [
      `SELECT m.compare_group AS ${quoteIdentifier(group.name)}, compare_n, compare_mean, compare_median, compare_variance,`,
      "  compare_skewness, compare_origin,",
      ranks === "never"
        ? "  NULL AS compare_rank_sum, NULL AS compare_ties"
        : "  compare_rank_sum, compare_ties",
      'FROM "compare_moments" AS m CROSS JOIN "compare_lowest"',
      ...(ranks === "never"
        ? []
        : ['LEFT JOIN "compare_rank_sums" AS r ON r.compare_group = m.compare_group']),
    ].join("\n"),
    order: [{ by: group.name, direction: "asc" }],
  };
}

/** Means are taken from the lowest value, so that an offset costs no digits. DuckDB ends in an error over skewness it cannot compute. */
const MOMENTS = `SELECT compare_group, count(*) AS compare_n, favg(compare_x - compare_origin) AS compare_mean,
  median(compare_x) AS compare_median, var_samp(compare_x) AS compare_variance,
  skewness(compare_x - compare_origin) AS compare_skewness
FROM "compare_values" CROSS JOIN "compare_lowest"
GROUP BY 1`;

/** The same rule as `chooseTest`'s: without it a sort of the whole table would be paid for nothing. */
const NEEDS_RANKS = `SELECT count_if(compare_n < 2 OR compare_n < ${ROWS_PER_SQUARED_SKEWNESS} * pow(CASE WHEN isfinite(compare_skewness) THEN compare_skewness ELSE 0 END, 2)) > 0
  OR (count(*) > 2 AND sqrt(max(compare_variance)) > ${MOST_SPREAD_RATIO} * sqrt(min(compare_variance))) AS needs_ranks
FROM "compare_moments"`;

/** `rank` and a running count, which share one sort, give the first and the last rank of equal values. */
function rankQueries(ranks: "always" | "auto"): { name: string; sql: string }[] {
  const place = "(ORDER BY compare_x)";
  const only = ranks === "auto" ? '\nWHERE (SELECT needs_ranks FROM "compare_choice")' : "";
  return [
    ...(ranks === "auto" ? [{ name: "compare_choice", sql: NEEDS_RANKS }] : []),
    {
      name: "compare_ranks",
      sql: `SELECT compare_group, rank() OVER ${place} AS first_rank, count(*) OVER ${place} AS last_rank\nFROM "compare_values"${only}`,
    },
    {
      name: "compare_rank_sums",
      sql: `SELECT compare_group, sum((first_rank + last_rank) / 2.0) AS compare_rank_sum,
  sum(sum(CAST(last_rank - first_rank + 1 AS DOUBLE) ** 2 - 1)) OVER () AS compare_ties
FROM "compare_ranks"
GROUP BY 1`,
    },
  ];
}
