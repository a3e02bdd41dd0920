import type { Intent } from "#lib/agent/analyst/intent.ts";
import { columnLabel, sentenceCase } from "#lib/agent/analyst/label.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { isPresent, sayCell } from "./cell.ts";
import { sayList, sayNumber } from "./number.ts";

/** A cell of a Result's first row, by column name. */
export function cellOf(result: ResultView, name: string): Json {
  const index = result.columns.findIndex((column) => column.name === name);
  return result.rows[0]?.[index] ?? null;
}

/** How many rows there are and how many are shown. */
export function sayRows(intent: Intent, shown: ResultView, matching: ResultView | null): string[] {
  if (shown.row_count === 0) return ["No rows meet these conditions."];
  const by = intent.measures[0]?.column;
  const order =
    by && intent.order
      ? `, the ${intent.order === "desc" ? "highest" : "lowest"} ${columnLabel(by)} first`
      : "";
  const count = matching ? cellOf(matching, "count") : null;
  if (matching && count === shown.row_count)
    return [
      `${sentenceCase(sayNumber(count))} ${count === 1 ? "row meets" : "rows meet"} these conditions${order}.`,
    ];
  if (matching)
    return [
      `${sayNumber(count)} rows meet these conditions; the first ${sayNumber(shown.row_count)} are shown${order}.`,
    ];
  return [`These are ${sayNumber(shown.row_count)} rows of ${intent.tables[0]}${order}.`];
}

/** The middle and the ends of a distribution. */
export function sayDistribution(intent: Intent, quantiles: ResultView): string[] {
  const [column] = intent.columns;
  const label = column ? columnLabel(column) : "the values";
  if (cellOf(quantiles, "count") === 0) return [`${sentenceCase(label)} has no values here.`];
  const cell = (name: string) => sayCell(cellOf(quantiles, name));
  return [
    `${sentenceCase(label)} lies between ${cell("min")} and ${cell("max")}, with a median of ${cell("median")} and a mean of ${cell("mean")}.`,
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
  const strength = STRENGTH.find(([least]) => Math.abs(r) >= least)?.[1];
  const sign = r > 0 ? "positive" : "negative";
  const said = strength
    ? `${strength} ${sign} correlation. The higher ${a}, the ${r > 0 ? "higher" : "lower"} ${b} tends to be`
    : "hardly any correlation";
  return [
    `Pearson's r between ${a} and ${b} is ${sayNumber(r)} over ${sayNumber(cellOf(result, "n"))} rows: ${said}.`,
    "A correlation does not tell what causes what.",
  ];
}

/** What a table holds: rows, period, columns by kind, what is missing. */
export function sayDescription(table: string, extent: ResultView, columns: ResultView): string[] {
  const [first, last] = [cellOf(extent, "first"), cellOf(extent, "last")];
  const period = isPresent(first) && isPresent(last) ? `, from ${sayCell(first)} to ${sayCell(last)}` : "";
  const names = columns.rows.map((row) => String(row[0]));
  const missing = columns.rows
    .filter((row) => Number(row[2]) > 0)
    .map((row) => `${row[0]} (${sayNumber(row[2])})`);
  return [
    `${table} has ${sayNumber(cellOf(extent, "rows"))} rows and ${sayNumber(columns.row_count)} columns${period}.`,
    `The columns are ${sayList(names.slice(0, 20))}${names.length > 20 ? " and more, listed in the table" : ""}.`,
    missing.length > 0 ? `Values are missing in ${sayList(missing.slice(0, 6))}.` : "No values are missing.",
  ];
}
