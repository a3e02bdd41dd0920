import { z } from "zod";
import { columnName } from "#lib/analysis/schema.ts";
import { formatPlural } from "#lib/core/format.ts";
import { cellOf } from "./cells.ts";
import { correlationOfAnswer } from "./correlation-answer.ts";
import { correlationSql } from "./correlation-sql.ts";
import { defineKind } from "./define-kind.ts";
import type { Check } from "./kind.ts";
import { sayCell, sayGroup, sayP } from "./say.ts";

const MOST_COLUMNS = 20;
/** Ranks are of each pair's own rows, so each pair sorts. */
const MOST_RANKED = 8;
const NAMES = { pearson: "Pearson", spearman: "Spearman", kendall: "Kendall" };

export const correlation = defineKind({
  operation: "correlation",
  description:
    "How strongly two columns of numbers go together, or each pair of several: coefficient, p-value and confidence interval.",
  fields: {
    x_axis: columnName.optional(),
    y_axis: columnName.optional(),
    columns: z
      .array(columnName)
      .min(2)
      .max(MOST_COLUMNS)
      .optional()
      .describe("In place of x_axis and y_axis."),
    method: z.enum(["pearson", "spearman", "kendall"]).default("pearson"),
    level: z.number().min(0.5).max(0.999).default(0.95).describe("Of the confidence intervals."),
  },
  charts: ["heatmap", "bar"],
  outputs: () => ["x", "y", "r", "p_value", "n", "ci_low", "ci_high"],
  leavesOutNulls: (plan) => columnsOf(plan),
  leavesOutNonFinite: (plan) => columnsOf(plan),
  check,
  compile: ({ plan, source, groups }) => correlationSql(plan.method, pairsOf(plan), source, groups),
  finish(answer, { plan, groups }) {
    const { rows, assumptions } = correlationOfAnswer(answer, {
      ...plan,
      pairs: pairsOf(plan),
      groups: groups.length,
    });
    return {
      columns: [
        ...answer.columns.slice(0, groups.length),
        ...["x", "y"].map((name) => ({ name, type: "VARCHAR" })),
        ...["r", "p_value"].map((name) => ({ name, type: "DOUBLE" })),
        { name: "n", type: "BIGINT" },
        ...["ci_low", "ci_high"].map((name) => ({ name, type: "DOUBLE" })),
      ],
      rows: rows.map(({ group, x, y, found }) => [
        ...group,
        x,
        y,
        ...[found.r, found.p_value, found.n, found.ci_low, found.ci_high].map(cellOf),
      ]),
      assumptions,
    };
  },
  say({ rows, row_count }, { plan, groups }) {
    const at = groups.length;
    const known = rows.filter((row) => typeof row[at + 2] === "number");
    const [first] = known.toSorted((a, b) => Math.abs(Number(b[at + 2])) - Math.abs(Number(a[at + 2])));
    if (!first)
      return "There is no correlation to compute: a column never changes, or there are too few rows.";
    const where = at > 0 ? ` for ${sayGroup(first, at)}` : "";
    const [x, y, r, p] = first.slice(at).map((cell) => cell);
    const what = `${NAMES[plan.method]} correlation of ${sayCell(x)} and ${sayCell(y)}${where}`;
    const figures = `${sayCell(r)} (${sayP(p)}, ${formatPlural(Number(first[at + 4]), "row")})`;
    return row_count === 1
      ? `The ${what} is ${figures}.`
      : `Strongest of ${row_count}: the ${what}, ${figures}.`;
  },
});

interface Axes {
  x_axis?: string | undefined;
  y_axis?: string | undefined;
  columns?: string[] | undefined;
}

const columnsOf = ({ x_axis, y_axis, columns }: Axes): string[] =>
  columns ?? [x_axis, y_axis].filter((name) => name !== undefined);

function pairsOf(plan: Axes): [string, string][] {
  const names = columnsOf(plan);
  return names.flatMap((x, i) => names.slice(i + 1).map((y): [string, string] => [x, y]));
}

function check(plan: Axes & { method: keyof typeof NAMES }, check: Check): void {
  const { columns, x_axis, y_axis } = plan;
  if (!columns) {
    for (const [path, name] of [
      ["x_axis", x_axis],
      ["y_axis", y_axis],
    ] as const) {
      if (name === undefined)
        check.fault(path, `must name a column of numbers${path === "x_axis" ? ", or give columns" : ""}.`);
      else check.number(path, name);
    }
    if (x_axis !== undefined && x_axis === y_axis)
      check.fault("y_axis", "must be another column than x_axis.");
    return;
  }
  if (x_axis !== undefined || y_axis !== undefined)
    check.fault("columns", "must not stand beside x_axis and y_axis.");
  if (plan.method !== "pearson" && columns.length > MOST_RANKED) {
    check.fault("columns", `must be at most ${MOST_RANKED} for ${plan.method}.`);
  }
  columns.forEach((name, index) => {
    check.number(`columns.${index}`, name);
    if (columns.indexOf(name) < index) check.fault(`columns.${index}`, "must not be named twice.");
  });
}
