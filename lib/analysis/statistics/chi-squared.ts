import { AppError } from "#lib/core/errors.ts";
import { chiSquaredUpper } from "./distributions.ts";
import type { TestOutcome } from "./groups.ts";

export interface ChiSquaredOutcome extends TestOutcome {
  n: number;
  /** The smallest count expected under independence; below 5 the p-value is rough (Cochran 1954). */
  least_expected: number;
}

/**
 * Pearson's chi-squared test of independence of a table of counts (rows × columns), without continuity correction
 * (Pearson 1900); effect size Cramér's V = √(X²/(n (min(r, c) - 1))) (Cramér 1946). Empty rows and columns are left out.
 * Throws `invalid` when fewer than two of either are left.
 */
export function chiSquared(table: readonly (readonly number[])[]): ChiSquaredOutcome {
  const rowSums = table.map((row) => row.reduce(sum, 0));
  const width = Math.max(0, ...table.map((row) => row.length));
  const columnSums = Array.from({ length: width }, (_, j) =>
    table.reduce((all, row) => all + (row[j] ?? 0), 0),
  );
  const n = rowSums.reduce(sum, 0);
  const rows = rowSums.filter((count) => count > 0).length;
  const columns = columnSums.filter((count) => count > 0).length;
  if (rows < 2 || columns < 2) {
    throw new AppError("invalid", "Both columns need at least two different values to be compared.");
  }
  let statistic = 0;
  let least = Number.POSITIVE_INFINITY;
  table.forEach((row, i) => {
    columnSums.forEach((columnSum, j) => {
      const expected = ((rowSums[i] ?? 0) / n) * columnSum;
      if (expected === 0) return;
      statistic += ((row[j] ?? 0) - expected) ** 2 / expected;
      least = Math.min(least, expected);
    });
  });
  const df = (rows - 1) * (columns - 1);
  return {
    n,
    statistic,
    p_value: chiSquaredUpper(statistic, df),
    df: [df],
    effect_size: Math.sqrt(statistic / (n * (Math.min(rows, columns) - 1))),
    effect: "cramers_v",
    least_expected: least,
  };
}

function sum(a: number, b: number): number {
  return a + b;
}
