/** What the choice of a test looks at. */
export interface GroupShape {
  n: number;
  variance: number;
  /** Null where a group is too small or never changes. */
  skewness: number | null;
}

export type NumericTest = "t" | "welch" | "mann_whitney" | "anova" | "kruskal";

/** A mean is near enough to normal from n > 25 G₁² rows (Cochran, Sampling Techniques, 1977, p. 42). */
export const ROWS_PER_SQUARED_SKEWNESS = 25;
/** Beyond this ratio of standard deviations, analysis of variance is off. */
export const MOST_SPREAD_RATIO = 3;

/**
 * The test for groups of numbers, with the reason. Two groups: Welch's t, which needs no equal spread, else
 * Mann-Whitney; more: analysis of variance, else Kruskal-Wallis. Ranks are taken where a group is too small for how skewed it is,
 * or, with more than two groups, where spreads differ too much.
 */
export function chooseTest(groups: readonly GroupShape[]): { test: NumericTest; reason: string } {
  const two = groups.length === 2;
  const ranks = (reason: string) =>
    two
      ? ({ test: "mann_whitney", reason: `Mann-Whitney was chosen: ${reason}` } as const)
      : ({ test: "kruskal", reason: `Kruskal-Wallis was chosen: ${reason}` } as const);
  if (groups.some(({ n, skewness }) => n < ROWS_PER_SQUARED_SKEWNESS * (skewness ?? 0) ** 2)) {
    return ranks("a group is too skewed for its number of rows to compare means.");
  }
  if (groups.some(({ n }) => n < 2)) return ranks("a group has fewer than two rows.");
  const spreads = groups.map(({ variance }) => Math.sqrt(variance));
  if (!two && Math.max(...spreads) > MOST_SPREAD_RATIO * Math.min(...spreads)) {
    return ranks("the groups' spreads differ too much to compare means.");
  }
  return two
    ? {
        test: "welch",
        reason: "Welch's t-test was chosen: it compares two means without taking their spreads to be equal.",
      }
    : {
        test: "anova",
        reason: "Analysis of variance was chosen: it compares the means of more than two groups.",
      };
}
