import { AppError } from "#lib/core/errors.ts";
import { fUpper } from "./distributions.ts";
import type { GroupMoments, TestOutcome } from "./groups.ts";
import { NOTHING_VARIES, refuseSmall } from "./two-means.ts";

/**
 * One-way analysis of variance (Fisher 1925): F with k - 1 and N - k degrees of freedom; effect size
 * η² = SS between / SS total. Throws `invalid` for fewer than two groups, no rows beyond one a group, or no spread.
 */
export function anova(groups: readonly GroupMoments[]): TestOutcome {
  const filled = groups.filter((group) => group.n > 0);
  const k = filled.length;
  const n = filled.reduce((sum, group) => sum + group.n, 0);
  if (k < 2) throw new AppError("invalid", "A comparison needs at least two groups that have numbers.");
  if (n <= k) refuseSmall(filled, 2);
  const mean = filled.reduce((sum, group) => sum + (group.n / n) * group.mean, 0);
  const between = filled.reduce((sum, group) => sum + group.n * (group.mean - mean) ** 2, 0);
  const within = filled.reduce((sum, g) => sum + (g.n > 1 ? (g.n - 1) * g.variance : 0), 0);
  if (!(within > 0)) throw new AppError("invalid", NOTHING_VARIES);
  const statistic = between / (k - 1) / (within / (n - k));
  return {
    statistic,
    p_value: fUpper(statistic, k - 1, n - k),
    df: [k - 1, n - k],
    effect_size: between / (between + within),
    effect: "eta_squared",
  };
}
