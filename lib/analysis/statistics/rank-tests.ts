import { AppError } from "#lib/core/errors.ts";
import { chiSquaredUpper, normalTwoSided } from "./distributions.ts";
import type { GroupRanks, TestOutcome } from "./groups.ts";
import { refuseSmall } from "./two-means.ts";

/** Below this size in both groups, and without ties, the exact distribution is used, as R does. */
const EXACT_BELOW = 50;

/**
 * Mann-Whitney U (Wilcoxon rank sum), two-sided, of the first group: U = R₁ - n₁(n₁+1)/2. Exact where both groups have
 * fewer than 50 rows and nothing ties (Mann and Whitney 1947), else normal with tie and continuity correction (Lehmann
 * 1975). Effect size: rank-biserial 2U/(n₁n₂) - 1 (Kerby 2014), positive where the first group is higher.
 * `tieCubes` is Σ(t³ - t) over groups of t equal values among all rows.
 */
export function mannWhitney(a: GroupRanks, b: GroupRanks, tieCubes: number): TestOutcome {
  refuseSmall([a, b], 1);
  const pairs = a.n * b.n;
  const u = a.rank_sum - (a.n * (a.n + 1)) / 2;
  const exact = tieCubes === 0 && a.n < EXACT_BELOW && b.n < EXACT_BELOW;
  const p_value = exact ? exactP(a.n, b.n, Math.min(u, pairs - u)) : normalP(u, a.n, b.n, tieCubes);
  return { statistic: u, p_value, df: [], effect_size: (2 * u) / pairs - 1, effect: "rank_biserial" };
}

function normalP(u: number, n1: number, n2: number, tieCubes: number): number {
  const n = n1 + n2;
  const variance = ((n1 * n2) / 12) * (n + 1 - tieCubes / (n * (n - 1)));
  if (!(variance > 0)) return 1;
  const distance = Math.max(0, Math.abs(u - (n1 * n2) / 2) - 0.5);
  return normalTwoSided(distance / Math.sqrt(variance));
}

/**
 * 2 P(U ≤ u) by the recursion of Mann and Whitney on shares of all arrangements,
 * P(u; m, n) = m/(m+n) P(u - n; m - 1, n) + n/(m+n) P(u; m, n - 1).
 */
function exactP(n1: number, n2: number, u: number): number {
  let rows: Float64Array[] = Array.from({ length: n1 + 1 }, () => Float64Array.of(1, ...zeros(u)));
  for (let n = 1; n <= n2; n++) {
    const next: Float64Array[] = [Float64Array.of(1, ...zeros(u))];
    for (let m = 1; m <= n1; m++) {
      const shorter = next[m - 1] ?? new Float64Array();
      const fewer = rows[m] ?? new Float64Array();
      next.push(
        Float64Array.from({ length: u + 1 }, (_, k) => {
          const moved = k >= n ? (shorter[k - n] ?? 0) : 0;
          return (m * moved + n * (fewer[k] ?? 0)) / (m + n);
        }),
      );
    }
    rows = next;
  }
  return Math.min(1, 2 * (rows[n1] ?? new Float64Array()).reduce((sum, share) => sum + share, 0));
}

function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}

/**
 * Kruskal-Wallis H with tie correction, p by chi-squared with k - 1 degrees of freedom (Kruskal and Wallis 1952); effect
 * size ε² = H (n + 1)/(n² - 1) (Kelley 1935; Tomczak and Tomczak 2014). `tieCubes` as for `mannWhitney`.
 */
export function kruskalWallis(groups: readonly GroupRanks[], tieCubes: number): TestOutcome {
  const filled = groups.filter((group) => group.n > 0);
  const n = filled.reduce((sum, group) => sum + group.n, 0);
  if (filled.length < 2)
    throw new AppError("invalid", "A comparison needs at least two groups that have numbers.");
  const correction = 1 - tieCubes / (n ** 3 - n);
  if (!(correction > 0)) {
    throw new AppError("invalid", "Every row has the same value, so there is nothing to compare.");
  }
  const middle = (n + 1) / 2;
  const spread = filled.reduce((sum, g) => sum + g.n * (g.rank_sum / g.n - middle) ** 2, 0);
  const statistic = ((12 / (n * (n + 1))) * spread) / correction;
  const df = filled.length - 1;
  return {
    statistic,
    p_value: chiSquaredUpper(statistic, df),
    df: [df],
    effect_size: (statistic * (n + 1)) / (n * n - 1),
    effect: "epsilon_squared",
  };
}
