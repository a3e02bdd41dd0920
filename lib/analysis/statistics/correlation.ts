import { normalQuantile, studentTwoSided } from "./distributions.ts";

/** A coefficient over the rows where both columns are finite numbers; null or NaN where one never changes. */
export interface Coefficient {
  n: number;
  r: number | null;
}

export interface Correlation {
  n: number;
  /** -1..1; null where it is not defined: fewer than two rows, or a column that never changes. */
  r: number | null;
  /** Two-sided, of "no association". */
  p_value: number | null;
  ci_low: number | null;
  ci_high: number | null;
}

/**
 * Pearson's r; p by t = r √((n-2)/(1-r²)) with n - 2 degrees of freedom; interval by Fisher's z,
 * tanh(artanh r ± z/√(n-3)) (Fisher 1921), null below four rows.
 */
export function pearson(found: Coefficient, level = 0.95): Correlation {
  return test(found, level, (n) => 1 / Math.sqrt(n - 3));
}

/**
 * Spearman's ρ: Pearson's r of the ranks, ties averaged. p as Pearson's (as SciPy does);
 * interval by Fisher's z with variance (1 + r²/2)/(n - 3) (Bonett and Wright 2000).
 */
export function spearman(found: Coefficient, level = 0.95): Correlation {
  return test(found, level, (n, r) => Math.sqrt((1 + (r * r) / 2) / (n - 3)));
}

function test(
  { n, r: found }: Coefficient,
  level: number,
  standardError: (n: number, r: number) => number,
): Correlation {
  if (n < 2 || found === null || Number.isNaN(found)) return undefinedCorrelation(n);
  // Rounding may carry a perfect line beyond 1.
  const r = Math.max(-1, Math.min(1, found));
  const p_value = n < 3 ? null : studentTwoSided(tOf(r, n), n - 2);
  return { n, r, p_value, ...fisherInterval(r, n < 4 ? null : standardError(n, r), level) };
}

function tOf(r: number, n: number): number {
  return r * Math.sqrt((n - 2) / ((1 - r) * (1 + r)));
}

/** The interval of a correlation through Fisher's z, given the standard error of z. */
export function fisherInterval(r: number, standardError: number | null, level: number) {
  if (standardError === null || !Number.isFinite(standardError)) return { ci_low: null, ci_high: null };
  if (Math.abs(r) === 1) return { ci_low: r, ci_high: r };
  const reach = normalQuantile((1 + level) / 2) * standardError;
  return { ci_low: Math.tanh(Math.atanh(r) - reach), ci_high: Math.tanh(Math.atanh(r) + reach) };
}

export function undefinedCorrelation(n: number): Correlation {
  return { n, r: null, p_value: null, ci_low: null, ci_high: null };
}
