import { normalCdf } from "./distributions.ts";

/**
 * Kolmogorov-Smirnov D of sorted finite numbers against the normal distribution with their own mean and standard deviation.
 * Because both are estimated from the same numbers, Kolmogorov's p-value would be far too large; p is Lilliefors', by the
 * formulas of Dallal and Wilkinson (1986) below 0.1 and Stephens (1974) above. Null for fewer than five or equal numbers.
 */
export function lilliefors(sorted: ArrayLike<number>): { d: number; p_value: number } | null {
  const n = sorted.length;
  // Less the first: a mean of values around 1e9 would lose their last digits.
  const values = Float64Array.from(sorted, (value) => value - (sorted[0] ?? 0));
  const mean = values.reduce((sum, value) => sum + value / n, 0);
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  if (n < 5 || !(spread > 0)) return null;
  let d = 0;
  values.forEach((value, i) => {
    const share = normalCdf((value - mean) / spread);
    d = Math.max(d, (i + 1) / n - share, share - i / n);
  });
  return { d, p_value: Math.max(0, Math.min(1, pValue(d, n))) };
}

function pValue(d: number, n: number): number {
  const scaled = n <= 100 ? d : d * (n / 100) ** 0.49;
  const p = dallalWilkinson(scaled, Math.min(n, 100));
  return p > 0.1 ? stephens((Math.sqrt(n) - 0.01 + 0.85 / Math.sqrt(n)) * d) : p;
}

function dallalWilkinson(d: number, n: number): number {
  const m = n + 2.78019;
  return Math.exp(
    -7.01256 * d * d * m + 2.99587 * d * Math.sqrt(m) - 0.122119 + 0.974598 / Math.sqrt(n) + 1.67997 / n,
  );
}

function stephens(k: number): number {
  if (k <= 0.302) return 1;
  if (k <= 0.5) return 2.76773 + k * (-19.828315 + k * (80.709644 + k * (-138.55152 + k * 81.218052)));
  if (k <= 0.9) return -4.901232 + k * (40.662806 + k * (-97.490286 + k * (94.029866 - k * 32.355711)));
  if (k <= 1.31) return 6.198765 + k * (-19.558097 + k * (23.186922 + k * (-12.234627 + k * 2.423045)));
  return 0;
}
