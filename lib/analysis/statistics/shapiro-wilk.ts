import { normalCdf, normalQuantile } from "./distributions.ts";

export const SHAPIRO_WILK_MOST = 5000;

/**
 * Shapiro-Wilk W and its p-value for 3 to 5,000 sorted finite numbers, by Royston's approximation (Applied Statistics 44,
 * 1995, algorithm AS R94). Null where it is not defined: another number of values, or all equal.
 */
export function shapiroWilk(sorted: ArrayLike<number>): { w: number; p_value: number } | null {
  const n = sorted.length;
  const first = sorted[0] ?? 0;
  const range = (sorted[n - 1] ?? 0) - first;
  if (n < 3 || n > SHAPIRO_WILK_MOST || !(range > 0)) return null;
  const x = Float64Array.from(sorted, (value) => (value - first) / range);
  const below = oneMinusW(x, weights(n));
  return { w: 1 - below, p_value: pValue(n, below) };
}

const C1 = [0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056];
const C2 = [0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633];
const C3 = [0.544, -0.39978, 0.025054, -6.714e-4];
const C4 = [1.3822, -0.77857, 0.062767, -0.0020322];
const C5 = [-1.5861, -0.31082, -0.083751, 0.0038915];
const C6 = [-0.4803, -0.082676, 0.0030302];
const G = [-2.273, 0.459];

/** The weights of the upper half, largest value first; those of the lower half are their negatives. */
function weights(n: number): number[] {
  const half = Math.floor(n / 2);
  if (n === 3) return [Math.SQRT1_2];
  const m = Array.from({ length: half }, (_, i) => normalQuantile((i + 1 - 0.375) / (n + 0.25)));
  const [m1 = 0, m2 = 0] = m;
  const squares = 2 * m.reduce((sum, value) => sum + value * value, 0);
  const root = 1 / Math.sqrt(n);
  const a1 = polynomial(C1, root) - m1 / Math.sqrt(squares);
  if (n <= 5) {
    const scale = Math.sqrt((squares - 2 * m1 * m1) / (1 - 2 * a1 * a1));
    return [a1, ...m.slice(1).map((value) => -value / scale)];
  }
  const a2 = polynomial(C2, root) - m2 / Math.sqrt(squares);
  const scale = Math.sqrt((squares - 2 * m1 * m1 - 2 * m2 * m2) / (1 - 2 * a1 * a1 - 2 * a2 * a2));
  return [a1, a2, ...m.slice(2).map((value) => -value / scale)];
}

/** 1 - W without the cancellation that W close to 1 would bring. */
function oneMinusW(x: Float64Array, upper: readonly number[]): number {
  const n = x.length;
  const weight = (i: number) => (i < n / 2 ? -(upper[i] ?? 0) : (upper[n - 1 - i] ?? 0));
  const mean = x.reduce((sum, value) => sum + value, 0) / n;
  let ssa = 0;
  let ssx = 0;
  let sax = 0;
  x.forEach((value, i) => {
    const a = i === (n - 1) / 2 ? 0 : weight(i);
    ssa += a * a;
    ssx += (value - mean) ** 2;
    sax += a * (value - mean);
  });
  const both = Math.sqrt(ssa * ssx);
  return ((both - sax) * (both + sax)) / (ssa * ssx);
}

function pValue(n: number, below: number): number {
  if (n === 3) {
    const p = (6 / Math.PI) * (Math.asin(Math.sqrt(1 - below)) - Math.asin(Math.sqrt(0.75)));
    return Math.max(0, p);
  }
  const y = Math.log(below);
  if (n <= 11) {
    const gamma = polynomial(G, n);
    if (y >= gamma) return 1e-99;
    const mean = polynomial(C3, n);
    return normalCdf((mean - -Math.log(gamma - y)) / Math.exp(polynomial(C4, n)));
  }
  const log = Math.log(n);
  return normalCdf((polynomial(C5, log) - y) / Math.exp(polynomial(C6, log)));
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((value, coefficient) => value * x + coefficient, 0);
}
