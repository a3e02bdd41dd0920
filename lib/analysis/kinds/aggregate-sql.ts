import type { SourceColumn } from "#lib/analysis/source.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";

interface MeasureParts {
  description: string;
  /** As in "The average of amount". */
  says: string;
  takes: "number" | "any";
  /** `x` is the quoted column. */
  sql: (x: string) => string;
  /** Squares and higher powers: DuckDB ends in an error over an infinity, so NaN and infinities are left out. */
  finite_only?: true;
}

/**
 * The aggregates of one column. Formulas are DuckDB's: std and var with n − 1, the _pop forms with n; skewness is the
 * adjusted Fisher-Pearson G1, kurtosis the sample excess G2 (both null below 3 and 4 values).
 */
export const MEASURES = {
  sum: {
    description: "Total of a column of numbers.",
    says: "total",
    takes: "number",
    sql: (x) => `sum(${x})`,
  },
  mean: { description: "Arithmetic mean.", says: "average", takes: "number", sql: (x) => `avg(${x})` },
  min: { description: "Smallest value.", says: "minimum", takes: "any", sql: (x) => `min(${x})` },
  max: { description: "Largest value.", says: "maximum", takes: "any", sql: (x) => `max(${x})` },
  median: { description: "Median.", says: "median", takes: "number", sql: (x) => `median(${x})` },
  std: {
    description: "Sample standard deviation (n − 1).",
    says: "standard deviation",
    takes: "number",
    sql: (x) => `stddev_samp(${x})`,
    finite_only: true,
  },
  var: {
    description: "Sample variance (n − 1).",
    says: "variance",
    takes: "number",
    sql: (x) => `var_samp(${x})`,
    finite_only: true,
  },
  std_pop: {
    description: "Population standard deviation (n).",
    says: "population standard deviation",
    takes: "number",
    sql: (x) => `stddev_pop(${x})`,
    finite_only: true,
  },
  var_pop: {
    description: "Population variance (n).",
    says: "population variance",
    takes: "number",
    sql: (x) => `var_pop(${x})`,
    finite_only: true,
  },
  skewness: {
    description: "Sample skewness G1.",
    says: "skewness",
    takes: "number",
    sql: (x) => `skewness(${x})`,
    finite_only: true,
  },
  kurtosis: {
    description: "Sample excess kurtosis G2.",
    says: "excess kurtosis",
    takes: "number",
    sql: (x) => `kurtosis(${x})`,
    finite_only: true,
  },
  count_distinct: {
    description: "Number of different values.",
    says: "number of different values",
    takes: "any",
    sql: (x) => `count(DISTINCT ${x})`,
  },
} satisfies Record<string, MeasureParts>;
export type Measure = keyof typeof MEASURES;

export const isMeasure = (name: string): name is Measure => Object.hasOwn(MEASURES, name);

/** What is measured, as in a sentence: "total of amount" (an aggregate that is not named is the sum), "number of rows". */
export function sayMeasure(aggregate: string | undefined, target_column: string | undefined): string {
  if (target_column === undefined) return "number of rows";
  const measure = aggregate ?? "sum";
  return `${isMeasure(measure) ? MEASURES[measure].says : "number of values"} of ${target_column}`;
}

/** Whether the aggregate leaves out NaN and the infinities. */
export function isOfFinite(name: string | undefined): boolean {
  if (name === undefined || !isMeasure(name)) return false;
  const parts: MeasureParts = MEASURES[name];
  return parts.finite_only === true;
}

/** The aggregate's expression over a column of the source. */
export function aggregateSql(measure: Measure, column: SourceColumn): string {
  const parts: MeasureParts = MEASURES[measure];
  return parts.sql(parts.finite_only ? finiteSql(column) : quoteIdentifier(column.name));
}

/** The column, with null in place of NaN and the infinities, which only DOUBLE and FLOAT can hold. */
export function finiteSql({ name, type }: SourceColumn): string {
  const column = quoteIdentifier(name);
  return type === "DOUBLE" || type === "FLOAT" ? `CASE WHEN isfinite(${column}) THEN ${column} END` : column;
}
