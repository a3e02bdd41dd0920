import { columnLabel } from "#lib/agent/analyst/column-label.ts";
import type { Intent } from "#lib/agent/analyst/intent.ts";

import type { Json } from "#lib/core/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { isPresent, sayCell } from "./cell.ts";
import { sayConditions, underConditions } from "./conditions.ts";
import { decimalsFor, sayList, sayNumber, sayP } from "./number.ts";

/** A cell of a Result's first row, by column name. */
function cellOf(result: ResultView, name: string): Json {
  const index = result.columns.findIndex((column) => column.name === name);
  return result.rows[0]?.[index] ?? null;
}

/** How many rows there are and how many are shown. */
export function sayRows(intent: Intent, shown: ResultView, matching: ResultView | null): string[] {
  if (shown.row_count === 0) return [sayNoRows(intent)];
  const by = intent.measures[0]?.column;
  const order =
    by && intent.order
      ? `, the ${intent.order === "desc" ? "highest" : "lowest"} ${columnLabel(by)} first`
      : "";
  const count = matching ? cellOf(matching, "count") : null;
  if (!matching) return [`These are ${sayNumber(shown.row_count)} rows of ${intent.tables[0]}${order}.`];
  const found = count === 1 ? "there is 1 row" : `there are ${sayNumber(count)} rows`;
  const part = count === shown.row_count ? "" : `; the first ${sayNumber(shown.row_count)} are shown`;
  return [underConditions(intent, `${found}${part}${order}.`)];
}

/** Nothing meets the conditions, which are named so that a wrong one is seen; or there is nothing at all. */
export function sayNoRows(intent: Intent): string {
  const conditions = sayConditions(intent);
  return conditions === "" ? "There are no rows." : `There are no rows ${conditions}.`;
}

/** The middle and the ends of a distribution. */
export function sayDistribution(intent: Intent, quantiles: ResultView): string[] {
  const [column] = intent.columns;
  const label = column ? columnLabel(column) : "the values";
  if (cellOf(quantiles, "count") === 0) return [underConditions(intent, `${label} has no values.`)];
  const names = ["min", "lower_quartile", "median", "mean", "upper_quartile", "max"];
  const [min, max] = [cellOf(quantiles, "min"), cellOf(quantiles, "max")];
  if (min === max)
    return [underConditions(intent, `${label} is ${sayCell(min)} in every row that has a value.`)];
  const isWhole = decimalsFor([min, max]) === "whole";
  const decimals = isWhole ? undefined : decimalsFor(names.map((name) => cellOf(quantiles, name)));
  const cell = (name: string) => sayCell(cellOf(quantiles, name), decimals);
  return [
    underConditions(
      intent,
      `${label} lies between ${cell("min")} and ${cell("max")}, with a median of ${cell("median")} and a mean of ${cell("mean")}.`,
    ),
    `The middle half lies between ${cell("lower_quartile")} and ${cell("upper_quartile")}.`,
  ];
}

const STRENGTH: [number, string][] = [
  [0.7, "a strong"],
  [0.4, "a moderate"],
  [0.2, "a weak"],
];

/** How two numbers go together; r between -1 and 1. */
export function sayCorrelation(intent: Intent, result: ResultView): string[] {
  const [a, b] = intent.columns.map(columnLabel);
  const r = cellOf(result, "r");
  if (!isPresent(r) || typeof r !== "number" || !Number.isFinite(r))
    return [
      `The correlation of ${a} and ${b} is not defined: one of them does not vary, or there are too few rows with both.`,
    ];
  const p = cellOf(result, "p_value");
  const chance = typeof p === "number" ? ` (${sayP(p)})` : "";
  const strength = STRENGTH.find(([least]) => Math.abs(r) >= least)?.[1];
  const sign = r > 0 ? "positive" : "negative";
  const said = strength
    ? `${strength} ${sign} correlation. The higher ${a}, the ${r > 0 ? "higher" : "lower"} ${b} tends to be`
    : "hardly any correlation";
  return [
    underConditions(
      intent,
      `Pearson's r between ${a} and ${b} is ${sayNumber(r)}${chance} over ${sayNumber(cellOf(result, "n"))} rows: ${said}.`,
      true,
    ),
    "A correlation does not tell what causes what.",
  ];
}

const sayCount = (count: Json, noun: string): string =>
  `${sayNumber(count)} ${noun}${count === 1 ? "" : "s"}`;

/** What a table holds: rows, period, columns by kind, what is missing. */
export function sayDescription(
  table: string,
  extent: ResultView,
  columns: ResultView,
  columnCount: number,
): string[] {
  const [first, last] = [cellOf(extent, "first"), cellOf(extent, "last")];
  const period = isPresent(first) && isPresent(last) ? `, from ${sayCell(first)} to ${sayCell(last)}` : "";
  const names = columns.rows.map((row) => String(row[0]));
  const missing = columns.rows
    .filter((row) => Number(row[2]) > 0)
    .map((row) => `${row[0]} (${sayNumber(row[2])})`);
  return [
    `${table} has ${sayCount(cellOf(extent, "rows"), "row")} and ${sayCount(columnCount, "column")}${period}.`,
    `The columns are ${sayList(names.slice(0, 20))}${names.length > 20 ? " and more, listed in the table" : ""}.`,
    missing.length > 0 ? `Values are missing in ${sayList(missing.slice(0, 6))}.` : "No values are missing.",
  ];
}
