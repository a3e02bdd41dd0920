import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { AppError } from "#lib/core/errors.ts";
import { fUpper, studentCritical, studentTwoSided } from "./distributions.ts";

/**
 * What least squares needs of the rows, however many: over rows where every column is a finite number, the count,
 * the means and the centred cross products Σ(a - ā)(b - b̄). Order: the predictors, then the outcome.
 */
export interface CrossProducts {
  n: number;
  means: number[];
  /** Symmetric, (p + 1) × (p + 1). */
  products: number[][];
}

export interface RegressionTerm {
  term: string;
  estimate: number;
  std_error: number;
  /** Null where the fit leaves no error at all. */
  t: number | null;
  p_value: number | null;
  ci_low: number;
  ci_high: number;
}

export interface Regression {
  n: number;
  /** `(intercept)` first, then the predictors in the order given. */
  terms: RegressionTerm[];
  r_squared: number;
  adjusted_r_squared: number;
  residual_std_error: number;
  f: number | null;
  f_p_value: number | null;
}

export const INTERCEPT = "(intercept)";
/** A predictor of which the others explain more than all but this share is no predictor of its own. */
const COLLINEAR = 1e-11;
/** Below this share of the outcome's variation, what is left is rounding. */
const PERFECT = 1e-14;

/**
 * Ordinary least squares with an intercept. The centred products are scaled to correlations first, so that units and
 * offsets cost no digits, then solved by Cholesky. Standard errors √(σ² diag (X'X)⁻¹), t and p with n - p - 1 degrees of
 * freedom, R² = 1 - RSS/TSS, adjusted R² = 1 - (1 - R²)(n - 1)/(n - p - 1) (Greene, Econometric Analysis, ch. 3-5).
 * Throws `invalid` with a sentence for too few rows, an outcome or predictor that never changes, and collinearity.
 */
export function regress(
  { n, means, products }: CrossProducts,
  predictors: readonly string[],
  outcome: string,
  level = 0.95,
): Regression {
  const p = predictors.length;
  const df = n - p - 1;
  refuseTooFew(n, p);
  const spread = products.map((row, i) => Math.sqrt(Math.max(0, cell(row, i))));
  refuseConstant([...predictors, outcome], spread, means);

  const scaled = Matrix.zeros(p, p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      const correlation = cell(products[i], j) / cell(spread, i) / cell(spread, j);
      scaled.set(i, j, correlation).set(j, i, correlation);
    }
  }
  const factor = new CholeskyDecomposition(scaled);
  refuseCollinear(factor, predictors);

  const total = cell(spread, p);
  const correlations = predictors.map((_, i) => cell(products[i], p) / cell(spread, i) / total);
  const standardised = solveRefined(factor, scaled, correlations);
  const explained = standardised.reduce((sum, b, i) => sum + b * cell(correlations, i), 0);
  const r_squared = Math.min(1, Math.max(0, explained));
  const unexplained = 1 - r_squared < PERFECT ? 0 : 1 - r_squared;
  const sigma = total * Math.sqrt(unexplained / df);

  const slopes = standardised.map((b, i) => (b * total) / cell(spread, i));
  const inverse = factor.solve(Matrix.eye(p));
  const slopeErrors = slopes.map((_, i) => (sigma * Math.sqrt(inverse.get(i, i))) / cell(spread, i));
  const offsets = predictors.map((_, i) => cell(means, i) / cell(spread, i));
  const leverage = offsets.reduce(
    (sum, a, i) => sum + offsets.reduce((inner, b, j) => inner + a * inverse.get(i, j) * b, 0),
    0,
  );
  const intercept = cell(means, p) - slopes.reduce((sum, b, i) => sum + b * cell(means, i), 0);
  const critical = studentCritical(level, df);
  const term = (name: string, estimate: number, std_error: number): RegressionTerm => {
    const t = std_error > 0 ? estimate / std_error : null;
    const reach = critical * std_error;
    const p_value = t === null ? null : studentTwoSided(t, df);
    return {
      term: name,
      estimate,
      std_error,
      t,
      p_value,
      ci_low: estimate - reach,
      ci_high: estimate + reach,
    };
  };
  const f = unexplained > 0 ? r_squared / p / (unexplained / df) : null;
  return {
    n,
    terms: [
      term(INTERCEPT, intercept, sigma * Math.sqrt(1 / n + leverage)),
      ...predictors.map((name, i) => term(name, cell(slopes, i), cell(slopeErrors, i))),
    ],
    r_squared,
    adjusted_r_squared: 1 - (unexplained * (n - 1)) / df,
    residual_std_error: sigma,
    f,
    f_p_value: f === null ? null : fUpper(f, p, df),
  };
}

/** One step of iterative refinement wins back what an ill-conditioned system loses. */
function solveRefined(factor: CholeskyDecomposition, matrix: Matrix, right: number[]): number[] {
  const target = Matrix.columnVector(right);
  const first = factor.solve(target);
  const rest = Matrix.sub(target, matrix.mmul(first));
  return Matrix.add(first, factor.solve(rest)).to1DArray();
}

function refuseTooFew(n: number, predictors: number): void {
  const least = predictors + 2;
  if (n >= least) return;
  const words = predictors === 1 ? "one predictor" : `${predictors} predictors`;
  throw new AppError(
    "invalid",
    `A regression on ${words} needs at least ${least} rows in which every column has a number; there ${n === 1 ? "is 1" : `are ${n}`}.`,
  );
}

function refuseConstant(names: readonly string[], spread: readonly number[], means: readonly number[]): void {
  const index = names.findIndex((_, i) => !(cell(spread, i) > Math.abs(cell(means, i)) * 1e-14));
  if (index < 0) return;
  throw new AppError(
    "invalid",
    `“${names[index]}” has the same value in every row, so no line can be fitted.`,
  );
}

function refuseCollinear(factor: CholeskyDecomposition, predictors: readonly string[]): void {
  const lower = factor.lowerTriangularMatrix;
  const index = predictors.findIndex((_, i) => !(lower.get(i, i) ** 2 > COLLINEAR));
  if (index < 0) return;
  const others = predictors.slice(0, index).map((name) => `“${name}”`);
  throw new AppError(
    "invalid",
    `“${predictors[index]}” can be calculated from ${others.join(", ")}, so their effects cannot be told apart. Leave one of them out.`,
  );
}

function cell(row: readonly number[] | undefined, index: number): number {
  return row?.[index] ?? Number.NaN;
}
