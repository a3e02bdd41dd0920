import { columnOf, type Source } from "#lib/analysis/source.ts";
import { doubleSql, groupsSql } from "./double-sql.ts";
import type { Compiled, Group } from "./kind.ts";
import { byGroups, selectSql } from "./select.ts";

/**
 * One row a group: `regression_n`, the means and the population covariances of all columns, lower triangle row by row,
 * over the rows where every one is a finite number. DuckDB updates covariances around running means (Welford), so
 * large offsets cost nothing; means are compensated sums.
 */
export function regressionSql(names: string[], source: Source, groups: Group[]): Compiled {
  const values = names.map((name, index) => `${doubleSql(columnOf(source, name))} AS regression_${index}`);
  const known = names.map((_, index) => `regression_${index} IS NOT NULL`);
  const rows = `SELECT * FROM (\n  SELECT ${groupsSql(groups)}${values.join(", ")}\n  FROM ${source.relation}\n)\nWHERE ${known.join(" AND ")}`;
  const means = names.map((_, i) => [`regression_mean_${i}`, `favg(regression_${i})`] as const);
  const products = names.flatMap((_, i) =>
    names.slice(0, i + 1).map((_, j) => [`regression_cov_${i}_${j}`, productSql(i, j)] as const),
  );
  return {
    with: [{ name: "regression_rows", sql: rows }],
    select: selectSql({
      groups,
      outputs: [["regression_n", "count(*)"], ...means, ...products],
      from: '"regression_rows"',
    }),
    order: byGroups(groups),
  };
}

function productSql(i: number, j: number): string {
  return i === j ? `var_pop(regression_${i})` : `covar_pop(regression_${i}, regression_${j})`;
}
