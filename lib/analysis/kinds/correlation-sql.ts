import { columnOf, type Source } from "#lib/analysis/source.ts";
import { doubleSql, groupsSql, partitionSql } from "./double-sql.ts";
import type { Compiled, Group } from "./kind.ts";
import { MOST_VALUES, sampledSql } from "./sampled.ts";
import { byGroups, selectSql } from "./select.ts";

type Pair = [x: string, y: string];

/**
 * A row a group and pair: the groups, `correlation_pair` (its index), `correlation_r`, `correlation_n`. For Kendall, which SQL
 * cannot count in less than n² steps, a row a sampled pair of values: `correlation_pair`, `correlation_n` (of all
 * groups), `correlation_x`, `correlation_y`. Only rows where both are finite numbers count.
 */
export function correlationSql(
  method: "pearson" | "spearman" | "kendall",
  pairs: Pair[],
  source: Source,
  groups: Group[],
): Compiled {
  const compiled =
    method === "pearson"
      ? pearsonSql(pairs, source, groups)
      : method === "spearman"
        ? spearmanSql(pairs, source, groups)
        : kendallSql(pairs, source, groups);
  const last = method === "kendall" ? ["correlation_x", "correlation_y"] : [];
  const ends = ["correlation_pair", ...last].map((by) => ({ by, direction: "asc" as const }));
  return { ...compiled, order: [...byGroups(groups), ...ends] };
}

/** All pairs in one pass over the table. */
function pearsonSql(pairs: Pair[], source: Source, groups: Group[]) {
  const sums = pairs.flatMap(([x, y], index) => {
    const both = `${doubleSql(columnOf(source, y))}, ${doubleSql(columnOf(source, x))}`;
    return [
      [`correlation_r_${index}`, `corr(${both})`],
      [`correlation_n_${index}`, `regr_count(${both})`],
    ] as const;
  });
  const from = '"correlation_sums"';
  const each = pairs.map((_, index) =>
    selectSql({
      groups,
      outputs: [
        ["correlation_pair", `${index}`],
        ["correlation_r", `correlation_r_${index}`],
        ["correlation_n", `correlation_n_${index}`],
      ],
      from,
      aggregates: false,
    }),
  );
  const raw = groups.map(({ column }) => ({ name: column.name, column }));
  const all = selectSql({ groups: raw, outputs: sums, from: source.relation });
  return { with: [{ name: "correlation_sums", sql: all }], select: wrapped(each) };
}

/** The mean of the first and the last rank of equal values: what `rank` and a running count give in one sort. */
function rankSql(value: string, groups: Group[]): string {
  const place = `(${partitionSql(groups)}ORDER BY ${value})`;
  return `(rank() OVER ${place} + count(*) OVER ${place}) / 2.0`;
}

function spearmanSql(pairs: Pair[], source: Source, groups: Group[]) {
  const queries = pairs.flatMap((pair, index) => [
    { name: `correlation_values_${index}`, sql: valuesSql(pair, source, groups) },
    {
      name: `correlation_ranks_${index}`,
      sql: `SELECT ${groupsSql(groups)}${rankSql("correlation_x", groups)} AS correlation_x,\n  ${rankSql("correlation_y", groups)} AS correlation_y\nFROM "correlation_values_${index}"`,
    },
  ]);
  const each = pairs.map((_, index) =>
    selectSql({
      groups,
      outputs: [
        ["correlation_pair", `${index}`],
        ["correlation_r", "corr(correlation_y, correlation_x)"],
        ["correlation_n", "count(*)"],
      ],
      from: `"correlation_ranks_${index}"`,
    }),
  );
  return { with: queries, select: wrapped(each) };
}

function kendallSql(pairs: Pair[], source: Source, groups: Group[]) {
  const most = Math.floor(MOST_VALUES / pairs.length);
  const queries = pairs.map((pair, index) => ({
    name: `correlation_values_${index}`,
    sql: sampledSql(
      `SELECT *, count(*) OVER () AS correlation_n FROM (\n${valuesSql(pair, source, groups)}\n)`,
      most,
    ),
  }));
  const each = pairs.map((_, index) =>
    selectSql({
      groups,
      outputs: [
        ["correlation_pair", `${index}`],
        ["correlation_n", "correlation_n"],
        ["correlation_x", "correlation_x"],
        ["correlation_y", "correlation_y"],
      ],
      from: `"correlation_values_${index}"`,
      aggregates: false,
    }),
  );
  return { with: queries, select: wrapped(each) };
}

function valuesSql([x, y]: Pair, source: Source, groups: Group[]): string {
  const both = (["x", "y"] as const).map((axis, index) => {
    const name = index === 0 ? x : y;
    return `${doubleSql(columnOf(source, name))} AS correlation_${axis}`;
  });
  return `SELECT * FROM (\n  SELECT ${groupsSql(groups)}${both.join(", ")}\n  FROM ${source.relation}\n)\nWHERE correlation_x IS NOT NULL AND correlation_y IS NOT NULL`;
}

/** ORDER BY stands after it, and must be of the whole. */
function wrapped(each: string[]): string {
  return each.length === 1 ? (each[0] ?? "") : `SELECT * FROM (\n${each.join("\nUNION ALL\n")}\n)`;
}
