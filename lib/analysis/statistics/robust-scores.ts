/** The median; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? Number.NaN)) / 2 : upper;
}

/**
 * Modified z-scores 0.6745 (x - median)/MAD (Iglewicz and Hoaglin 1993). Where the MAD is not above `noise`, more than
 * half of the values are the same: those score 0 and every other one is infinitely far.
 */
export function robustScores(values: readonly number[], noise = 0): number[] {
  const middle = median(values);
  const spread = median(values.map((value) => Math.abs(value - middle)));
  return values.map((value) => {
    const distance = value - middle;
    if (spread > noise) return (0.6745 * distance) / spread;
    return Math.abs(distance) > noise ? Math.sign(distance) * Number.POSITIVE_INFINITY : 0;
  });
}
