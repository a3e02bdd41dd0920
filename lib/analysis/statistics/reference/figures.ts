import { readFileSync } from "node:fs";

/** One random data set of `figures.json` with what SciPy and R say of it (see `make.py`). */
export interface Figures {
  shape: "normal" | "tied" | "skewed" | "offset" | "tiny" | "uniform";
  /** Taken off before SciPy and R computed anything. */
  offset: number;
  n: number;
  x: number[];
  y: number[];
  z: number[];
  groups: number[][];
  counts: number[][];
  expected: {
    /** r, p, interval. */
    pearson: number[];
    /** Statistic, p. */
    spearman: number[];
    kendall: number[];
    mann_whitney: number[];
    kruskal: number[];
    shapiro: number[];
    lilliefors: number[];
    /** t, degrees of freedom, p, interval of the difference. */
    student: number[];
    welch: number[];
    /** F, p, η². */
    anova: number[];
    /** X², degrees of freedom, p, smallest expected count. */
    chi_squared: number[];
    /** K², p, skewness, excess kurtosis. */
    dagostino: number[];
    /** Of y on x and z: rows of estimate, standard error, t, p; the intercept first. */
    lm: {
      coefficients: number[][];
      r_squared: number;
      adjusted: number;
      sigma: number;
      f: number;
      f_p: number;
    };
  };
}

export function referenceFigures(): Figures[] {
  return JSON.parse(readFileSync(new URL("./figures.json", import.meta.url), "utf8"));
}

/** Sums as SQL would give them, for tests: centred on the mean. */
export function pairSums(x: readonly number[], y: readonly number[]) {
  const [mx, my] = [mean(x), mean(y)];
  const sum = (term: (i: number) => number) => x.reduce((all, _, i) => all + term(i), 0);
  const dx = (i: number) => (x[i] ?? 0) - mx;
  const dy = (i: number) => (y[i] ?? 0) - my;
  return {
    n: x.length,
    sxx: sum((i) => dx(i) ** 2),
    syy: sum((i) => dy(i) ** 2),
    sxy: sum((i) => dx(i) * dy(i)),
  };
}

/** Pearson's r of two columns. */
export function coefficient(x: readonly number[], y: readonly number[]) {
  const { n, sxx, syy, sxy } = pairSums(x, y);
  return { n, r: sxy / Math.sqrt(sxx) / Math.sqrt(syy) };
}

/** Count, mean and sample variance. */
export function moments(group: string, values: readonly number[]) {
  const { n, sxx } = pairSums(values, values);
  return { group, n, mean: mean(values), variance: sxx / (n - 1) };
}

/** Ranks among themselves, ties averaged. */
export function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same + 1) / 2;
  });
}

/** Rank sums of groups and Σ(t³ - t). */
export function rankSums(groups: readonly (readonly number[])[]) {
  const all = groups.flat();
  const ranked = ranks(all);
  let from = 0;
  const sums = groups.map((group, index) => {
    const own = ranked.slice(from, from + group.length);
    from += group.length;
    return { group: `${index + 1}`, n: group.length, rank_sum: own.reduce((sum, rank) => sum + rank, 0) };
  });
  const ties = all.reduce((sum, value) => sum + all.filter((other) => other === value).length ** 2 - 1, 0);
  return { sums, ties };
}

/** Means and centred cross products of columns of equal length. */
export function crossProducts(columns: readonly (readonly number[])[]) {
  return {
    n: columns[0]?.length ?? 0,
    means: columns.map(mean),
    products: columns.map((a) => columns.map((b) => pairSums(a, b).sxy)),
  };
}

function mean(values: readonly number[]): number {
  const first = values[0] ?? 0;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}
