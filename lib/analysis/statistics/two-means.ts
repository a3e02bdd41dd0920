import { AppError } from "#lib/core/errors.ts";
import { studentCritical, studentTwoSided } from "./distributions.ts";
import type { GroupMoments, TestOutcome } from "./groups.ts";

export interface MeansOutcome extends TestOutcome {
  /** First mean less second, with its interval. */
  difference: number;
  ci_low: number;
  ci_high: number;
}

/**
 * Student's t-test of two independent means with pooled variance (Student 1908); effect size Cohen's d with the
 * pooled standard deviation (Cohen 1988). Throws `invalid` where a group has under two rows or nothing varies.
 */
export function studentTest(a: GroupMoments, b: GroupMoments, level = 0.95): MeansOutcome {
  refuseSmall([a, b], 2);
  const df = a.n + b.n - 2;
  const pooled = pooledVariance(a, b);
  const error = Math.sqrt(pooled * (1 / a.n + 1 / b.n));
  return outcome(a, b, error, df, level, "cohens_d", (a.mean - b.mean) / Math.sqrt(pooled));
}

/**
 * Welch's t-test, which lets the variances differ, with Welch-Satterthwaite degrees of freedom (Welch 1947); effect
 * size Hedges' g = d (1 - 3/(4 df - 1)) with df = n₁ + n₂ - 2 (Hedges 1981). Throws as `studentTest`.
 */
export function welchTest(a: GroupMoments, b: GroupMoments, level = 0.95): MeansOutcome {
  refuseSmall([a, b], 2);
  const va = a.variance / a.n;
  const vb = b.variance / b.n;
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  const correction = 1 - 3 / (4 * (a.n + b.n - 2) - 1);
  const g = (correction * (a.mean - b.mean)) / Math.sqrt(pooledVariance(a, b));
  return outcome(a, b, Math.sqrt(va + vb), df, level, "hedges_g", g);
}

function outcome(
  a: GroupMoments,
  b: GroupMoments,
  error: number,
  df: number,
  level: number,
  effect: string,
  size: number,
): MeansOutcome {
  if (!(error > 0)) throw new AppError("invalid", NOTHING_VARIES);
  const difference = a.mean - b.mean;
  const statistic = difference / error;
  const reach = studentCritical(level, df) * error;
  const p_value = studentTwoSided(statistic, df);
  const interval = { difference, ci_low: difference - reach, ci_high: difference + reach };
  return { statistic, p_value, df: [df], effect_size: size, effect, ...interval };
}

function pooledVariance(a: GroupMoments, b: GroupMoments): number {
  return ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / (a.n + b.n - 2);
}

/** Throws `invalid` when a group has fewer than `least` rows with a number, naming it. */
export function refuseSmall(groups: readonly { group: string; n: number }[], least: number): void {
  const small = groups.find((group) => group.n < least);
  if (!small) return;
  const rows = small.n === 1 ? "1 row" : `${small.n} rows`;
  throw new AppError(
    "invalid",
    `The group “${small.group}” has ${rows} with a number; this test needs at least ${least} in each group.`,
  );
}

export const NOTHING_VARIES =
  "Every group has one single value in all its rows, so there is no spread to test against.";
