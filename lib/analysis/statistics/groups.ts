/** What mean-based comparisons need of one group: finite numbers only, `variance` of the sample (n - 1). */
export interface GroupMoments {
  group: string;
  n: number;
  mean: number;
  variance: number;
}

/** What rank-based comparisons need of one group. */
export interface GroupRanks {
  group: string;
  n: number;
  /** Sum of the group's ranks among all rows, ties averaged. */
  rank_sum: number;
}

export interface TestOutcome {
  statistic: number;
  /** Null where the data leave it undefined. */
  p_value: number | null;
  /** Degrees of freedom; two for F. */
  df: number[];
  effect_size: number | null;
  /** The effect size's name: `cohens_d`, `hedges_g`, `eta_squared`, `rank_biserial`, `epsilon_squared`, `cramers_v`. */
  effect: string;
}
