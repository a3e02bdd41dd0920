import { planRefused } from "#lib/analysis/faults.ts";
import { type ChiSquaredOutcome, chiSquared } from "#lib/analysis/statistics/chi-squared.ts";
import { AppError } from "#lib/core/errors.ts";
import { numberOf } from "./cells.ts";
import type { SqlRows } from "./kind.ts";

/** Cochran's rule: under independence every cell should expect about this many. */
const LEAST_EXPECTED = 5;
/** Cells of the whole table: what a Result that TypeScript makes can hold. */
const MOST_CELLS = 600;

export interface CrosstabCell {
  x: string;
  y: string;
  count: number;
  /** Under independence. */
  expected: number;
  /** Pearson's residual, (count - expected)/√expected: beyond ±2 it stands out. */
  residual: number;
}

export interface Crosstab {
  cells: CrosstabCell[];
  test: ChiSquaredOutcome;
  assumptions: string[];
}

/**
 * The test of a statement's rows `x, y, count`, with a cell for each pair of values, those that never occur included. Throws the
 * plan's refusal at `path` for too many values or too few.
 */
export function chiSquaredOfCounts({ rows, truncated }: SqlRows, path: string): Crosstab {
  const xs = [...new Set(rows.map((row) => String(row[0])))];
  const ys = [...new Set(rows.map((row) => String(row[1])))].sort();
  if (truncated || xs.length * ys.length > MOST_CELLS) {
    const message = `The columns have too many different values to compare (${xs.length} by ${ys.length}; at most ${MOST_CELLS} cells). Bin or filter one of them.`;
    throw planRefused([{ path, message }]);
  }
  const counts = new Map(rows.map((row) => [JSON.stringify([row[0], row[1]]), numberOf(row[2]) ?? 0]));
  const table = xs.map((x) => ys.map((y) => counts.get(JSON.stringify([x, y])) ?? 0));
  const test = refusing(path, () => chiSquared(table));
  const columnSums = ys.map((_, j) => table.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const cells = xs.flatMap((x, i) => {
    const rowSum = (table[i] ?? []).reduce((sum, count) => sum + count, 0);
    return ys.map((y, j) => {
      const count = table[i]?.[j] ?? 0;
      const expected = (rowSum / test.n) * (columnSums[j] ?? 0);
      return { x, y, count, expected, residual: (count - expected) / Math.sqrt(expected) };
    });
  });
  const rough = `The smallest count expected under independence is ${test.least_expected.toPrecision(2)}, below ${LEAST_EXPECTED}: the p-value is rough.`;
  return { cells, test, assumptions: test.least_expected < LEAST_EXPECTED ? [rough] : [] };
}

/** What the data do not allow, as a refusal of the plan at `path`. */
export function refusing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError && error.errors === undefined)
      throw planRefused([{ path, message: error.message }]);
    throw error;
  }
}
