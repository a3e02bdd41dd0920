import { planRefused } from "#lib/analysis/faults.ts";
import { anova } from "#lib/analysis/statistics/anova.ts";
import { chooseTest, type NumericTest } from "#lib/analysis/statistics/choose-test.ts";
import type { GroupMoments, GroupRanks, TestOutcome } from "#lib/analysis/statistics/groups.ts";
import { kruskalWallis, mannWhitney } from "#lib/analysis/statistics/rank-tests.ts";
import { studentTest, welchTest } from "#lib/analysis/statistics/two-means.ts";
import type { Json } from "#lib/core/schema.ts";
import { cellOf, numberOf } from "./cells.ts";
import { refusing } from "./crosstab.ts";
import type { SqlRows } from "./kind.ts";
import { sayGroup } from "./say.ts";

/** More groups than a person can look at; a column of names or ids. */
const MOST_GROUPS = 200;

interface NumericGroup extends GroupMoments, GroupRanks {
  cell: Json;
  median: number;
  skewness: number | null;
  origin: number;
  ties: number;
}

/** A row a group from `compareSql`'s: n, mean, median, std, and what the test says, the same in every row. */
export function compareRows(
  answer: SqlRows,
  asked: NumericTest | "auto",
): { rows: Json[][]; assumptions: string[] } {
  const groups = answer.rows.map(groupOf);
  refuseGroups(groups, answer.row_count, asked);
  const chosen = asked === "auto" ? chooseTest(groups) : { test: asked, reason: null };
  const outcome = refusing("test", () => testOf(chosen.test, groups));
  const test = testCells(chosen.test, outcome);
  return {
    rows: groups.map(({ cell, group, n, mean, median, variance, origin }) => [
      cell,
      group,
      n,
      ...[origin + mean, median, n > 1 ? Math.sqrt(variance) : null].map(cellOf),
      ...test,
    ]),
    assumptions: chosen.reason === null ? [] : [chosen.reason],
  };
}

/** `test`, `statistic`, `p_value`, `effect_size`, `effect`, `df`, `df_error`. */
export function testCells(
  test: string,
  { statistic, p_value, effect_size, effect, df }: TestOutcome,
): Json[] {
  const [first = null, second = null] = df;
  return [test, ...[statistic, p_value, effect_size].map(cellOf), effect, cellOf(first), cellOf(second)];
}

function groupOf(row: Json[]): NumericGroup {
  const [n, mean, median, variance, skewness, origin, rank_sum, ties] = row.slice(1).map(numberOf);
  return {
    cell: row[0] ?? null,
    group: sayGroup(row, 1),
    n: n ?? 0,
    mean: mean ?? Number.NaN,
    median: median ?? Number.NaN,
    variance: variance ?? 0,
    skewness: skewness === undefined || Number.isNaN(skewness) ? null : skewness,
    origin: origin ?? 0,
    rank_sum: rank_sum ?? Number.NaN,
    ties: ties ?? 0,
  };
}

function refuseGroups(groups: NumericGroup[], count: number, asked: NumericTest | "auto"): void {
  const refuse = (message: string) => planRefused([{ path: "group_by.0", message }]);
  if (count > MOST_GROUPS)
    throw refuse(`The column has ${count} groups; at most ${MOST_GROUPS} can be compared.`);
  if (groups.length < 2) {
    throw refuse(
      "A comparison needs at least two groups that have numbers; there " +
        (groups.length === 1 ? "is one." : "are none."),
    );
  }
  const names = groups.slice(0, 6).map(({ group }) => `“${group}”`);
  if (groups.length > 2 && (asked === "t" || asked === "welch" || asked === "mann_whitney")) {
    throw planRefused([
      {
        path: "test",
        message: `This test compares two groups; there are ${groups.length}: ${names.join(", ")}${groups.length > 6 ? ", …" : ""}. Filter two, or use anova or kruskal.`,
      },
    ]);
  }
}

function testOf(test: NumericTest, groups: NumericGroup[]): TestOutcome {
  const [a, b] = groups;
  if (!a || !b) throw new Error("a comparison of fewer than two groups was let through");
  switch (test) {
    case "t":
      return studentTest(a, b);
    case "welch":
      return welchTest(a, b);
    case "mann_whitney":
      return mannWhitney(a, b, a.ties);
    case "anova":
      return anova(groups);
    case "kruskal":
      return kruskalWallis(groups, a.ties);
  }
}
