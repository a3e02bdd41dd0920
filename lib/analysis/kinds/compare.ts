import { z } from "zod";
import { columnName } from "#lib/analysis/schema.ts";
import { columnOf, isNumber, type Source } from "#lib/analysis/source.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { numberOf } from "./cells.ts";
import { compareRows, testCells } from "./compare-answer.ts";
import { compareSql, type Ranks } from "./compare-sql.ts";
import { chiSquaredOfCounts } from "./crosstab.ts";
import { defineKind } from "./define-kind.ts";
import type { Finished, Group, SqlRows } from "./kind.ts";
import { sayCell, sayEffect, sayP, sayTest } from "./say.ts";

const tests = z.enum(["auto", "t", "welch", "mann_whitney", "anova", "kruskal", "chi_squared"]);
type Test = z.infer<typeof tests>;
const RANKS: Record<Exclude<Test, "chi_squared">, Ranks> = {
  auto: "auto",
  t: "never",
  welch: "never",
  anova: "never",
  mann_whitney: "always",
  kruskal: "always",
};
const DOUBLES = ["mean", "median", "std"];
const TEST = ["statistic", "p_value", "effect_size"];

export const compare = defineKind({
  operation: "compare",
  description:
    "Whether groups differ in a column: n, mean, median and std of each, with a test (t, Welch, Mann-Whitney, ANOVA, Kruskal-Wallis, chi-squared) and its effect size.",
  fields: { target_column: columnName, test: tests.default("auto") },
  groups: [1, 1],
  charts: ["bar"],
  outputs: () => ["group", "n", ...DOUBLES, "test", ...TEST, "effect", "df", "df_error"],
  leavesOutNulls: (plan) => [plan.target_column, ...(plan.group_by ?? [])],
  leavesOutNonFinite: (plan) => [plan.target_column],
  check(plan, check) {
    const column = check.column("target_column", plan.target_column);
    if (plan.group_by?.[0] === plan.target_column) {
      check.fault("group_by.0", "must be another column than target_column.");
    }
    if (!column || isNumber(column) || plan.test === "chi_squared") return;
    if (plan.test !== "auto")
      check.fault("test", `must be chi_squared: "${column.name}" does not hold numbers.`);
  },
  compile({ plan, source, groups: [group] }) {
    if (!group) throw new Error("a comparison without its group was let through");
    const test = testOf(plan, source);
    if (test === "chi_squared") return countsSql(plan.target_column, source, group);
    return compareSql(plan.target_column, source, group, RANKS[test]);
  },
  finish(answer, { plan, source }) {
    const test = testOf(plan, source);
    const double = (name: string) => ({ name, type: "DOUBLE" });
    return {
      columns: [
        ...answer.columns.slice(0, 1),
        { name: "group", type: "VARCHAR" },
        { name: "n", type: "BIGINT" },
        ...DOUBLES.map(double),
        { name: "test", type: "VARCHAR" },
        ...TEST.map(double),
        { name: "effect", type: "VARCHAR" },
        ...["df", "df_error"].map(double),
      ],
      ...(test === "chi_squared" ? countRows(answer, plan.test) : compareRows(answer, test)),
    };
  },
  say({ rows, row_count }, { plan, groups: [group] }) {
    const [first] = rows;
    if (!first || !group) return "There is nothing to compare.";
    const differ = Number(first[8]) < 0.05 ? "differs" : "shows no clear difference";
    const test = `${sayTest(first[6])}, ${sayP(first[8])}, effect size ${sayCell(first[9])} (${sayEffect(first[10])})`;
    const means = rows
      .slice(0, 3)
      .flatMap((row) => (row[3] === null ? [] : [`${sayCell(row[1])} ${sayCell(row[3])}`]));
    const shown = means.length > 0 ? ` Means: ${means.join(", ")}${row_count > 3 ? ", …" : ""}.` : "";
    return `${plan.target_column} ${differ} between groups of ${group.column.name}: ${test}.${shown}`;
  },
});

function testOf(plan: { test: Test; target_column: string }, source: Source): Test {
  const numeric = isNumber(columnOf(source, plan.target_column));
  return plan.test === "auto" && !numeric ? "chi_squared" : plan.test;
}

/** A row a group and value: their texts and count. */
function countsSql(target: string, source: Source, group: Group) {
  const g = quoteIdentifier(group.column.name);
  const x = quoteIdentifier(columnOf(source, target).name);
  return {
    select: `SELECT\n  ${g} AS ${quoteIdentifier(group.name)},\n  CAST(${x} AS VARCHAR) AS compare_value,\n  count(*) AS compare_count\nFROM ${source.relation}\nWHERE ${g} IS NOT NULL\n  AND ${x} IS NOT NULL\nGROUP BY 1, 2`,
    order: [group.name, "compare_value"].map((by) => ({ by, direction: "asc" as const })),
  };
}

function countRows(answer: SqlRows, asked: Test): Pick<Finished, "rows" | "assumptions"> {
  const { test, assumptions } = chiSquaredOfCounts(answer, "target_column");
  const byGroup = Map.groupBy(answer.rows, (row) => JSON.stringify(row[0]));
  const rows = [...byGroup.values()].map((counts) => {
    const cell = counts[0]?.[0] ?? null;
    const n = counts.reduce((sum, row) => sum + (numberOf(row[2]) ?? 0), 0);
    return [cell, String(cell), n, null, null, null, ...testCells("chi_squared", test)];
  });
  const reason = "The chi-squared test was chosen: the column holds categories, not numbers.";
  return { rows, assumptions: asked === "auto" ? [reason, ...assumptions] : assumptions };
}
