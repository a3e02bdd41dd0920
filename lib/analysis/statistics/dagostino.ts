import { chiSquaredUpper } from "./distributions.ts";

/** Central moments of a column over finite numbers: Σ(x - x̄)ᵏ/n. */
export interface Moments {
  n: number;
  m2: number;
  m3: number;
  m4: number;
}

export interface DagostinoOutcome {
  k_squared: number;
  p_value: number;
  /** Of the population, biased: m₃/m₂^1.5 and m₄/m₂² - 3. */
  skewness: number;
  excess_kurtosis: number;
}

/**
 * D'Agostino and Pearson's K², of skewness (D'Agostino 1970) and kurtosis (Anscombe and Glynn 1983) together, against
 * chi-squared with two degrees of freedom (D'Agostino and Pearson 1973). Null below eight rows and for a constant column;
 * rough below twenty.
 */
export function dagostino({ n, m2, m3, m4 }: Moments): DagostinoOutcome | null {
  if (n < 8 || !(m2 > 0)) return null;
  const skewness = m3 / m2 ** 1.5;
  const kurtosis = m4 / m2 ** 2;
  const k_squared = skewnessZ(skewness, n) ** 2 + kurtosisZ(kurtosis, n) ** 2;
  return { k_squared, p_value: chiSquaredUpper(k_squared, 2), skewness, excess_kurtosis: kurtosis - 3 };
}

function skewnessZ(skewness: number, n: number): number {
  const y = skewness * Math.sqrt(((n + 1) * (n + 3)) / (6 * (n - 2)));
  const beta = (3 * (n * n + 27 * n - 70) * (n + 1) * (n + 3)) / ((n - 2) * (n + 5) * (n + 7) * (n + 9));
  const w2 = Math.sqrt(2 * (beta - 1)) - 1;
  return Math.asinh(y / Math.sqrt(2 / (w2 - 1))) / Math.sqrt(Math.log(w2) / 2);
}

function kurtosisZ(kurtosis: number, n: number): number {
  const mean = (3 * (n - 1)) / (n + 1);
  const variance = (24 * n * (n - 2) * (n - 3)) / ((n + 1) ** 2 * (n + 3) * (n + 5));
  const x = (kurtosis - mean) / Math.sqrt(variance);
  const root =
    ((6 * (n * n - 5 * n + 2)) / ((n + 7) * (n + 9))) *
    Math.sqrt((6 * (n + 3) * (n + 5)) / (n * (n - 2) * (n - 3)));
  const a = 6 + (8 / root) * (2 / root + Math.sqrt(1 + 4 / root ** 2));
  const term = Math.cbrt((1 - 2 / a) / (1 + x * Math.sqrt(2 / (a - 4))));
  return (1 - 2 / (9 * a) - term) / Math.sqrt(2 / (9 * a));
}
