/** The q-quantile (0..1) of a sample, linear between order statistics (R's type 7). NaN for an empty one. */
export function quantile(sample: number[], q: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** Three significant figures: a benchmark's noise is larger than that. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
