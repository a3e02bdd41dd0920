import { describe, expect, it } from "vitest";
import { anova } from "./anova.ts";
import { chiSquared } from "./chi-squared.ts";
import { pearson, spearman } from "./correlation.ts";
import { dagostino } from "./dagostino.ts";
import { kendall } from "./kendall.ts";
import { lilliefors } from "./lilliefors.ts";
import { kruskalWallis, mannWhitney } from "./rank-tests.ts";
import {
  coefficient,
  crossProducts,
  type Figures,
  moments,
  rankSums,
  ranks,
  referenceFigures,
} from "./reference/figures.ts";
import { regress } from "./regression.ts";
import { shapiroWilk } from "./shapiro-wilk.ts";
import { studentTest, welchTest } from "./two-means.ts";

const SETS = referenceFigures();
const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const group = ({ groups, offset }: Figures, index: number) =>
  moments(
    `${index + 1}`,
    (groups[index] ?? []).map((value) => value - offset),
  );

function centralMoments(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const power = (k: number) => values.reduce((sum, value) => sum + (value - mean) ** k, 0) / n;
  return { n, m2: power(2), m3: power(3), m4: power(4) };
}

/** Within a relative `tolerance`, and absolutely for what is rounding around zero. */
function close(found: readonly (number | null | undefined)[], expected: readonly number[], tolerance = 1e-8) {
  expected.forEach((value, index) => {
    const distance = Math.abs((found[index] ?? Number.NaN) - value);
    expect
      .soft(distance, `${index}: ${found[index]} for ${value}`)
      .toBeLessThanOrEqual(tolerance * Math.max(Math.abs(value), 1e-12));
  });
}

describe.each(SETS)("of $n $shape values, as SciPy 1.10.1 and R 4.2.2 say,", (set) => {
  const { x, y, z, expected } = set;

  it("Pearson's r, its p and interval", () => {
    const { r, p_value, ci_low, ci_high } = pearson(coefficient(x, y));
    close([r, p_value, ci_low, ci_high], expected.pearson);
  });

  it("Spearman's ρ and Kendall's τ-b", () => {
    const rho = spearman(coefficient(ranks(x), ranks(y)));
    close([rho.r, rho.p_value], expected.spearman);
    const tau = kendall(x, y);
    close([tau.r, tau.p_value], expected.kendall);
  });

  it("least squares of two predictors", () => {
    const fit = regress(crossProducts([x, z, y]), ["x", "z"], "y");
    fit.terms.forEach(({ estimate, std_error, t, p_value }, index) => {
      // The intercept alone depends on the offset.
      if (set.offset > 0 && index === 0) return;
      close([estimate, std_error, t, p_value], expected.lm.coefficients[index] ?? [], 1e-6);
    });
    const { r_squared, adjusted_r_squared, residual_std_error, f, f_p_value } = fit;
    const { lm } = expected;
    close(
      [r_squared, adjusted_r_squared, residual_std_error, f, f_p_value],
      [lm.r_squared, lm.adjusted, lm.sigma, lm.f, lm.f_p],
      1e-7,
    );
  });

  it("the t tests of Student and Welch", () => {
    for (const [test, figures] of [
      [studentTest, expected.student],
      [welchTest, expected.welch],
    ] as const) {
      const { statistic, df, p_value, ci_low, ci_high } = test(group(set, 0), group(set, 1));
      close([statistic, df[0], p_value, ci_low, ci_high], figures, 1e-7);
    }
  });

  it("analysis of variance", () => {
    const { statistic, p_value, effect_size } = anova([0, 1, 2].map((index) => group(set, index)));
    close([statistic, p_value, effect_size], expected.anova, 1e-7);
  });

  it("Mann-Whitney and Kruskal-Wallis", () => {
    const two = rankSums(set.groups.slice(0, 2));
    const u = mannWhitney(two.sums[0]!, two.sums[1]!, two.ties);
    close([u.statistic, u.p_value], expected.mann_whitney);
    const all = rankSums(set.groups);
    const h = kruskalWallis(all.sums, all.ties);
    close([h.statistic, h.p_value], expected.kruskal);
  });

  it("chi-squared of independence", () => {
    const { statistic, df, p_value, least_expected } = chiSquared(set.counts);
    close([statistic, df[0], p_value, least_expected], expected.chi_squared);
  });

  it("Shapiro-Wilk, Lilliefors and D'Agostino", () => {
    const w = shapiroWilk(sorted(x));
    close([w?.w, w?.p_value], expected.shapiro, 1e-6);
    const d = lilliefors(sorted(x));
    close([d?.d, d?.p_value], expected.lilliefors, 1e-6);
    const k2 = dagostino(centralMoments(x.map((value) => value - set.offset)));
    close([k2?.k_squared, k2?.p_value, k2?.skewness, k2?.excess_kurtosis], expected.dagostino, 1e-6);
  });
});
