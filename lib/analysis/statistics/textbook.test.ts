import { describe, expect, it } from "vitest";
import { anova } from "./anova.ts";
import { chiSquared } from "./chi-squared.ts";
import { chooseTest } from "./choose-test.ts";
import { pearson } from "./correlation.ts";
import { dagostino } from "./dagostino.ts";
import { chiSquaredUpper, fUpper, normalTwoSided, studentTwoSided } from "./distributions.ts";
import { kendall } from "./kendall.ts";
import { lilliefors } from "./lilliefors.ts";
import { kruskalWallis, mannWhitney } from "./rank-tests.ts";
import { differences } from "./reference/close-to.ts";
import { coefficient, crossProducts, moments, rankSums } from "./reference/figures.ts";
import { regress } from "./regression.ts";
import { shapiroWilk } from "./shapiro-wilk.ts";
import { studentTest, welchTest } from "./two-means.ts";

/** R's `sleep`: extra hours under two drugs (Student 1908). */
const SLEEP = [
  [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
  [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
];
/** R's `PlantGrowth`: dried weights under a control and two treatments (Dobson 1983). */
const PLANTS = [
  [4.17, 5.58, 5.18, 6.11, 4.5, 4.61, 5.17, 4.53, 5.33, 5.14],
  [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
  [6.31, 5.12, 5.54, 5.5, 5.37, 5.29, 4.92, 6.15, 5.8, 5.26],
];
const [first, second] = SLEEP.map((values, i) => moments(`${i + 1}`, values));

describe("textbook figures", () => {
  it("sleep: R 4.2.2, t.test(extra ~ group), with and without var.equal", () => {
    const welch = welchTest(first!, second!);
    const { statistic, df, p_value, ci_low, ci_high } = welch;
    const figures = [
      -1.8608134674868526, 17.7764735161785, 0.0793941401873582, -3.36548323071171, 0.205483230711705,
    ];
    expect(differences([statistic, df[0], p_value, ci_low, ci_high], figures, 1e-9)).toEqual([]);
    const student = studentTest(first!, second!);
    expect(
      differences([student.statistic, student.p_value], [-1.8608134674868526, 0.0791867142159381], 1e-9),
    ).toEqual([]);
    // Cohen's d = t √(1/10 + 1/10); Hedges' g = d (1 - 3/71).
    expect(student.effect_size).toBeCloseTo(-1.8608134674868526 * Math.sqrt(0.2), 10);
    expect(welch.effect_size).toBeCloseTo(-1.8608134674868526 * Math.sqrt(0.2) * (1 - 3 / 71), 10);
  });

  it("sleep: R 4.2.2, wilcox.test(extra ~ group, exact = FALSE): W = 25.5, p = 0.06933", () => {
    const { sums, ties } = rankSums(SLEEP);
    const { statistic, p_value, effect_size } = mannWhitney(sums[0]!, sums[1]!, ties);
    expect(statistic).toBe(25.5);
    expect(p_value).toBeCloseTo(0.0693275754336266, 10);
    expect(effect_size).toBeCloseTo((2 * 25.5) / 100 - 1, 12);
  });

  it("PlantGrowth: R's aov gives F = 4.846, p = 0.01591; kruskal.test 7.9882, p = 0.01842", () => {
    const f = anova(PLANTS.map((values, i) => moments(`${i}`, values)));
    expect(differences([f.statistic, f.p_value], [4.8460878623801342, 0.0159099583256229], 1e-9)).toEqual([]);
    expect(f.effect_size).toBeCloseTo(3.76634 / 14.25843, 5);
    const { sums, ties } = rankSums(PLANTS);
    const h = kruskalWallis(sums, ties);
    expect(differences([h.statistic, h.p_value], [7.988228749443715, 0.018423755731472], 1e-9)).toEqual([]);
    expect(h.effect_size).toBeCloseTo(7.988229 / 29, 6);
  });

  it("Anscombe 1973: four sets of one correlation, line and R²", () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    const { r, p_value } = pearson(coefficient(x, y));
    expect(differences([r, p_value], [0.81642051634484, 0.00216962887307879], 1e-9)).toEqual([]);
    const { terms, r_squared } = regress(crossProducts([x, y]), ["x"], "y");
    const figures = [
      3.00009090909091, 1.124746790808644, 0.500090909090909, 0.117905500595634, 0.666542459508775,
    ];
    const found = terms.flatMap(({ estimate, std_error }) => [estimate, std_error]);
    expect(differences([...found, r_squared], figures, 1e-9)).toEqual([]);
  });

  it("the certified values of NIST's Longley (its sixteen years, six nearly collinear predictors)", () => {
    const names = ["deflator", "gnp", "unemployed", "armed", "population", "year"];
    const columns = names.map((_, i) => LONGLEY.map((row) => row[i + 1]!));
    const fit = regress(crossProducts([...columns, LONGLEY.map((row) => row[0]!)]), names, "employed");
    const estimates = [
      -3482258.63459582, 15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359,
      -0.0511041056535807, 1829.15146461355,
    ];
    const errors = [
      890420.383607373, 84.9149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675,
      0.22607320006937, 455.478499142212,
    ];
    expect(
      differences(
        fit.terms.map(({ estimate }) => estimate),
        estimates,
        1e-8,
      ),
    ).toEqual([]);
    expect(
      differences(
        fit.terms.map(({ std_error }) => std_error),
        errors,
        1e-8,
      ),
    ).toEqual([]);
    const rest = [fit.r_squared, fit.residual_std_error, fit.f];
    expect(differences(rest, [0.995479004577296, 304.854073561965, 330.285339234588], 1e-9)).toEqual([]);
  });

  it("chi-squared of R's documentation (party by gender): X² = 30.07, df = 2, p = 2.954e-07", () => {
    const { statistic, df, p_value } = chiSquared([
      [762, 327, 468],
      [484, 239, 477],
    ]);
    expect(
      differences([statistic, df[0], p_value], [30.0701490957547, 2, 2.95358918321176e-7], 1e-9),
    ).toEqual([]);
  });

  it("SciPy's documentation: kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]) is -0.4714, p = 0.2827", () => {
    const { r, p_value } = kendall([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]);
    expect(differences([r, p_value], [-0.47140452079103173, 0.2827454599327748], 1e-12)).toEqual([]);
  });

  it("Shapiro and Wilk's example (1965, weights of 11 men): W = 0.79, p = 0.0067", () => {
    const w = shapiroWilk([148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236]);
    // R 4.2.2, shapiro.test.
    expect(differences([w?.w, w?.p_value], [0.78881469483538735, 0.00670381405650293], 1e-6)).toEqual([]);
  });
});

describe("tails", () => {
  it("keep their digits far out (R 4.2.2: 2*pt, pf, pchisq, 2*pnorm)", () => {
    const found = [
      studentTwoSided(40, 30),
      studentTwoSided(1e-3, 5),
      fUpper(500, 3, 40),
      chiSquaredUpper(300, 4),
      chiSquaredUpper(300, 5),
      chiSquaredUpper(3, 2),
      chiSquaredUpper(1100, 1000),
      normalTwoSided(12),
    ];
    expect(differences(found, TAILS, 1e-9)).toEqual([]);
  });
});

describe("edges", () => {
  const constant = moments("c", [3, 3, 3, 3]);

  it("a correlation of a constant column, or of one row, is not defined; of two rows it has no p", () => {
    const none = { r: null, p_value: null, ci_low: null, ci_high: null };
    expect(pearson({ n: 5, r: Number.NaN })).toEqual({ n: 5, ...none });
    expect(pearson({ n: 1, r: null })).toEqual({ n: 1, ...none });
    expect(kendall([1, 1, 1], [1, 2, 3])).toEqual({ n: 3, ...none });
    expect(kendall([], [])).toEqual({ n: 0, ...none });
    expect(pearson({ n: 2, r: 1 })).toMatchObject({ r: 1, p_value: null, ci_low: null });
  });

  it("a perfect correlation stays within 1 and has p = 0", () => {
    expect(pearson({ n: 10, r: 1.0000000000000002 })).toEqual({
      n: 10,
      r: 1,
      p_value: 0,
      ci_low: 1,
      ci_high: 1,
    });
  });

  it("Kendall's τ of many values is as exact as of few", () => {
    const n = 20_000;
    const x = Array.from({ length: n }, (_, i) => i);
    const reversed = x.map((value) => n - value);
    expect(kendall(x, reversed).r).toBe(-1);
    expect(kendall(x, x).r).toBe(1);
  });

  it("regression refuses too few rows, constants and columns that follow from others, naming them", () => {
    const x = [1, 2, 3, 4, 5];
    const y = [2, 1, 4, 3, 6];
    expect(() =>
      regress(
        crossProducts([
          [1, 2],
          [2, 3],
        ]),
        ["x"],
        "y",
      ),
    ).toThrow("needs at least 3 rows");
    expect(() => regress(crossProducts([[4, 4, 4, 4, 4], y]), ["x"], "y")).toThrow(
      "“x” has the same value in every row",
    );
    expect(() => regress(crossProducts([x, [4, 4, 4, 4, 4]]), ["x"], "y")).toThrow("“y” has the same value");
    const twice = x.map((value) => 2 * value + 7);
    expect(() => regress(crossProducts([x, twice, y]), ["x", "twice"], "y")).toThrow(
      "“twice” can be calculated from “x”",
    );
  });

  it("a perfect line has no error, and therefore no t and p", () => {
    const x = [1, 2, 3, 4, 5];
    const { terms, r_squared } = regress(crossProducts([x, x.map((v) => 3 * v - 1)]), ["x"], "y");
    expect(r_squared).toBe(1);
    expect(terms[1]).toMatchObject({ std_error: 0, t: null, p_value: null });
    expect(terms.map(({ estimate }) => Math.round(estimate * 1e9) / 1e9)).toEqual([-1, 3]);
  });

  it("comparisons refuse groups that are too small or do not vary, with a sentence", () => {
    expect(() => studentTest(moments("one", [1]), first!)).toThrow("The group “one” has 1 row with a number");
    expect(() => welchTest(constant, constant)).toThrow("no spread to test against");
    expect(() => anova([constant, constant])).toThrow("no spread to test against");
    const same = rankSums([
      [1, 1],
      [1, 1],
    ]);
    expect(() => kruskalWallis(same.sums, same.ties)).toThrow("nothing to compare");
    expect(mannWhitney(same.sums[0]!, same.sums[1]!, same.ties).p_value).toBe(1);
    expect(() => chiSquared([[3, 4]])).toThrow("at least two different values");
  });

  it("normality is not defined for constants and too few values", () => {
    expect(shapiroWilk([1, 2])).toBeNull();
    expect(shapiroWilk([4, 4, 4, 4])).toBeNull();
    expect(lilliefors([4, 4, 4, 4, 4])).toBeNull();
    expect(dagostino({ n: 7, m2: 1, m3: 0, m4: 3 })).toBeNull();
    expect(dagostino({ n: 100, m2: 0, m3: 0, m4: 0 })).toBeNull();
    // R 4.2.2: shapiro.test(c(1, 2, 4)).
    expect(
      differences(Object.values(shapiroWilk([1, 2, 4])!), [0.964285714285714, 0.636886845028963], 1e-6),
    ).toEqual([]);
  });

  it("empty rows and columns of a table of counts are left out", () => {
    const whole = chiSquared([
      [10, 20],
      [30, 5],
    ]);
    const padded = chiSquared([
      [10, 0, 20],
      [0, 0, 0],
      [30, 0, 5],
    ]);
    expect(padded).toEqual(whole);
  });
});

describe("the choice of a test", () => {
  const calm = { n: 40, variance: 4, skewness: 0.2 };
  it("is Welch for two groups, analysis of variance for more", () => {
    expect(chooseTest([calm, calm]).test).toBe("welch");
    expect(chooseTest([calm, calm, calm]).test).toBe("anova");
  });
  it("is by ranks where a group is too skewed for its size, or spreads differ too much", () => {
    const skewed = { ...calm, skewness: 2 };
    expect(chooseTest([calm, skewed])).toMatchObject({
      test: "mann_whitney",
      reason: expect.stringContaining("too skewed"),
    });
    expect(chooseTest([calm, { ...skewed, n: 100 }]).test).toBe("welch");
    expect(chooseTest([calm, calm, skewed]).test).toBe("kruskal");
    expect(chooseTest([calm, calm, { ...calm, variance: 400 }]).test).toBe("kruskal");
    expect(chooseTest([calm, { n: 1, variance: 0, skewness: null }]).test).toBe("mann_whitney");
  });
});

const TAILS = [
  1.37260451944064e-27, 0.999240786772198, 9.91576057540581e-32, 1.08343949194783e-63, 1.00153023059578e-62,
  0.22313016014843, 0.0146144081262952, 3.55296422415536e-33,
];
/** NIST StRD, Longley: total derived employment, then the predictors. */
const LONGLEY = [
  [60323, 83.0, 234289, 2356, 1590, 107608, 1947],
  [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
  [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
  [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
  [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
  [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
  [64989, 99.0, 365385, 1870, 3547, 115094, 1953],
  [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
  [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
  [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
  [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
  [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
  [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
  [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
  [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
  [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
];
