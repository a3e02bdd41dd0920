import { planRefused } from "#lib/analysis/faults.ts";
import { type CrossProducts, regress } from "#lib/analysis/statistics/regression.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Json } from "#lib/core/schema.ts";
import { cellOf, numberOf } from "./cells.ts";
import type { Group, SqlRows } from "./kind.ts";
import { sayGroup } from "./say.ts";

interface Asked {
  predictors: string[];
  outcome: string;
  level: number;
  groups: Group[];
}

/**
 * A row a term and group. A group that cannot be fitted is left out and said; throws the plan's refusal when none can.
 */
export function regressionRows(answer: SqlRows, asked: Asked): { rows: Json[][]; assumptions: string[] } {
  const width = asked.groups.length;
  const rows: Json[][] = [];
  const refused: string[] = [];
  for (const row of answer.rows) {
    try {
      const group = row.slice(0, width);
      rows.push(
        ...termRows(crossProducts(row.slice(width), asked.predictors.length + 1), asked).map((cells) => [
          ...group,
          ...cells,
        ]),
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push(width > 0 ? `${sayGroup(row, width)} is left out: ${error.message}` : error.message);
    }
  }
  const [first = "There are no rows to fit a line to."] = refused;
  if (rows.length === 0) throw planRefused([{ path: "x_axis", message: first }]);
  return { rows, assumptions: refused };
}

/** From the order of `regressionSql`: count, means, lower triangle. */
function crossProducts(cells: Json[], width: number): CrossProducts {
  const [n = 0, ...numbers] = cells.map((cell) => numberOf(cell) ?? 0);
  const triangle = numbers.slice(width);
  const at = (i: number, j: number) => n * (triangle[(i * (i + 1)) / 2 + j] ?? 0);
  const places = Array.from({ length: width }, (_, index) => index);
  return {
    n,
    means: numbers.slice(0, width),
    products: places.map((i) => places.map((j) => at(Math.max(i, j), Math.min(i, j)))),
  };
}

function termRows(sums: CrossProducts, { predictors, outcome, level }: Asked): Json[][] {
  const fit = regress(sums, predictors, outcome, level);
  return fit.terms.map((term) => [
    term.term,
    ...[term.estimate, term.std_error, term.t, term.p_value, fit.r_squared, fit.n].map(cellOf),
    ...[fit.adjusted_r_squared, term.ci_low, term.ci_high, fit.f, fit.f_p_value].map(cellOf),
  ]);
}
