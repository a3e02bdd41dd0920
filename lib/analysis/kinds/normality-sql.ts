import { columnOf, type Source } from "#lib/analysis/source.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { doubleSql, groupsSql } from "./double-sql.ts";
import type { Compiled, Group } from "./kind.ts";
import { sampledSql } from "./sampled.ts";
import { byGroups, selectSql } from "./select.ts";

/** Shapiro-Wilk's approximation ends here. */
const MOST_SAMPLED = 5000;

/**
 * A row a sampled value: the groups, `normality_x` and, of the whole of its group, the count and Σ(x - mean)ᵏ/n for
 * k from 1 to 4 (the first is what rounding left of 0). Only finite numbers count.
 */
export function normalitySql(target: string, source: Source, groups: Group[]): Compiled {
  const x = doubleSql(columnOf(source, target));
  const power = (k: number) => [`normality_m${k}`, `favg(pow(normality_x - normality_mean, ${k}))`] as const;
  const raw = groups.map(({ column }) => ({ name: column.name, column }));
  const same = groups
    .map(({ column }) => quoteIdentifier(column.name))
    .map((name) => `v.${name} IS NOT DISTINCT FROM m.${name}`);
  const on = same.length > 0 ? same.join(" AND ") : "true";
  const joined = (left: string, right: string, columns: string) =>
    `SELECT v.*, ${columns}\nFROM "${left}" AS v\nJOIN "${right}" AS m ON ${on}`;
  return {
    with: [
      {
        name: "normality_values",
        sql: `SELECT * FROM (SELECT ${groupsSql(groups)}${x} AS normality_x FROM ${source.relation})\nWHERE normality_x IS NOT NULL`,
      },
      {
        name: "normality_means",
        sql: selectSql({
          groups: raw,
          outputs: [["normality_mean", "favg(normality_x)"]],
          from: '"normality_values"',
        }),
      },
      { name: "normality_centred", sql: joined("normality_values", "normality_means", "normality_mean") },
      {
        name: "normality_moments",
        sql: selectSql({
          groups: raw,
          outputs: [["normality_n", "count(*)"], power(1), power(2), power(3), power(4)],
          from: '"normality_centred"',
        }),
      },
      { name: "normality_sample", sql: sampledSql('SELECT * FROM "normality_values"', MOST_SAMPLED) },
      {
        name: "normality_both",
        sql: joined(
          "normality_sample",
          "normality_moments",
          "normality_n, normality_m1, normality_m2, normality_m3, normality_m4",
        ),
      },
    ],
    select: selectSql({
      groups,
      outputs: [
        "normality_x",
        "normality_n",
        "normality_m1",
        "normality_m2",
        "normality_m3",
        "normality_m4",
      ].map((name) => [name, name] as const),
      from: '"normality_both"',
      aggregates: false,
    }),
    order: [...byGroups(groups), { by: "normality_x", direction: "asc" }],
  };
}
