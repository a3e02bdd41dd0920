import chisquareCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import fCdf from "@stdlib/stats-base-dists-f-cdf";
import standardNormalCdf from "@stdlib/stats-base-dists-normal-cdf";
import standardNormalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import studentCdf from "@stdlib/stats-base-dists-t-cdf";
import studentQuantile from "@stdlib/stats-base-dists-t-quantile";

/*
 * Tails are asked for as tails (`F(1/x; d2, d1)`, `t(-|x|)`), never as `1 - cdf`, so that a p-value of 1e-40 is
 * 1e-40 and not 0.
 */

/** P(Z ≤ z) of the standard normal distribution. */
export function normalCdf(z: number): number {
  return standardNormalCdf(z, 0, 1);
}

/** The z below which a share `p` (0..1) of the standard normal distribution lies. */
export function normalQuantile(p: number): number {
  return standardNormalQuantile(p, 0, 1);
}

/** P(|Z| ≥ |z|) of the standard normal distribution. */
export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z)));
}

/** P(|T| ≥ |t|) of Student's t with `df` degrees of freedom (may be fractional). */
export function studentTwoSided(t: number, df: number): number {
  if (Math.abs(t) === Number.POSITIVE_INFINITY) return 0;
  return Math.min(1, 2 * studentCdf(-Math.abs(t), df));
}

/** The t that a share `level` of |T| stays under, for confidence intervals. */
export function studentCritical(level: number, df: number): number {
  return studentQuantile((1 + level) / 2, df);
}

/** P(F ≥ x) of the F distribution. By its reciprocal: F(d1, d2) ≥ x is F(d2, d1) ≤ 1/x. */
export function fUpper(x: number, d1: number, d2: number): number {
  if (x <= 0) return 1;
  return x === Number.POSITIVE_INFINITY ? 0 : fCdf(1 / x, d2, d1);
}

/**
 * P(X² ≥ x) of the chi-squared distribution with a whole number of degrees of freedom. Beyond the mean by the
 * finite sum of Abramowitz and Stegun 26.4.4 and 26.4.5 (all terms positive, scaled by the largest).
 */
export function chiSquaredUpper(x: number, df: number): number {
  if (x <= df) return 1 - chisquareCdf(Math.max(0, x), df);
  if (x === Number.POSITIVE_INFINITY) return 0;
  const half = x / 2;
  const odd = df % 2 === 1;
  // Terms e^-y y^a / Γ(a + 1) for a = df/2 - 1, df/2 - 2, … down to 0 (even) or 1/2 (odd).
  let term = Math.exp((df / 2 - 1) * Math.log(half) - half - logGammaHalf(df));
  let sum = 0;
  for (let a = df / 2 - 1; a >= (odd ? 0.5 : 0); a--) {
    sum += term;
    term *= a / half;
    if (term < sum * 1e-17) break;
  }
  return odd ? sum + 2 * normalCdf(-Math.sqrt(x)) : sum;
}

/** ln Γ(df / 2) for a whole `df`, by Γ(a + 1) = a Γ(a) from Γ(1/2) = √π or Γ(1) = 1. */
function logGammaHalf(df: number): number {
  const odd = df % 2 === 1;
  let log = odd ? Math.log(Math.PI) / 2 : 0;
  for (let a = odd ? 0.5 : 1; a < df / 2; a++) log += Math.log(a);
  return log;
}
