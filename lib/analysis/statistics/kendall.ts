import { type Correlation, fisherInterval, undefinedCorrelation } from "./correlation.ts";
import { normalTwoSided } from "./distributions.ts";

/** Up to here the exact distribution is used where nothing ties, as SciPy does. */
const EXACT_UP_TO = 33;

/**
 * Kendall's τ-b of paired finite numbers in O(n log n) (Knight 1966: sort by x, count the exchanges of a merge sort
 * by y). p: exact where n ≤ 33 and nothing ties, else normal with the tie-corrected variance of Kendall (1970); interval by
 * Fisher's z with variance 0.437/(n - 4) (Fieller, Hartley and Pearson 1957), null below five rows.
 */
export function kendall(xs: ArrayLike<number>, ys: ArrayLike<number>, level = 0.95): Correlation {
  const n = xs.length;
  const { x, y } = sortedPairs(xs, ys);
  const tiesX = tieSums(x);
  const tiesBoth = jointTies(x, y);
  const discordant = mergeSort(y);
  const tiesY = tieSums(y);
  const pairs = (n * (n - 1)) / 2;
  if (n < 2 || tiesX.pairs === pairs || tiesY.pairs === pairs) return undefinedCorrelation(n);

  const excess = pairs - tiesX.pairs - tiesY.pairs + tiesBoth - 2 * discordant;
  const tau = excess / Math.sqrt((pairs - tiesX.pairs) * (pairs - tiesY.pairs));
  const r = Math.max(-1, Math.min(1, tau));
  const free = tiesX.pairs === 0 && tiesY.pairs === 0;
  const fewer = Math.min(discordant, pairs - discordant);
  const exact = free && (n <= EXACT_UP_TO || fewer <= 1);
  const p_value = exact ? exactP(n, fewer) : normalTwoSided(excess / Math.sqrt(variance(n, tiesX, tiesY)));
  return { n, r, p_value, ...fisherInterval(r, n < 5 ? null : Math.sqrt(0.437 / (n - 4)), level) };
}

interface Ties {
  /** Σ t(t-1)/2, Σ t(t-1)(t-2) and Σ t(t-1)(2t+5) over the groups of t equal values. */
  pairs: number;
  triples: number;
  weighted: number;
}

function variance(n: number, x: Ties, y: Ties): number {
  const m = n * (n - 1);
  const base = (m * (2 * n + 5) - x.weighted - y.weighted) / 18;
  const triples = n > 2 ? (x.triples * y.triples) / (9 * m * (n - 2)) : 0;
  return base + (2 * x.pairs * y.pairs) / m + triples;
}

function sortedPairs(xs: ArrayLike<number>, ys: ArrayLike<number>) {
  const order = Uint32Array.from({ length: xs.length }, (_, i) => i).sort(
    (a, b) => at(xs, a) - at(xs, b) || at(ys, a) - at(ys, b),
  );
  return {
    x: Float64Array.from(order, (i) => at(xs, i)),
    y: Float64Array.from(order, (i) => at(ys, i)),
  };
}

function tieSums(sorted: Float64Array): Ties {
  const ties: Ties = { pairs: 0, triples: 0, weighted: 0 };
  for (const t of runLengths(sorted.length, (i) => sorted[i] === sorted[i - 1])) {
    ties.pairs += (t * (t - 1)) / 2;
    ties.triples += t * (t - 1) * (t - 2);
    ties.weighted += t * (t - 1) * (2 * t + 5);
  }
  return ties;
}

function jointTies(x: Float64Array, y: Float64Array): number {
  let pairs = 0;
  for (const t of runLengths(x.length, (i) => x[i] === x[i - 1] && y[i] === y[i - 1]))
    pairs += (t * (t - 1)) / 2;
  return pairs;
}

function* runLengths(length: number, sameAsBefore: (i: number) => boolean): Generator<number> {
  let run = 0;
  for (let i = 0; i < length; i++) {
    if (i > 0 && !sameAsBefore(i)) {
      yield run;
      run = 0;
    }
    run++;
  }
  if (run > 0) yield run;
}

/** Sorts in place, bottom up, and counts the exchanges that neighbours would have needed. */
function mergeSort(values: Float64Array): number {
  const n = values.length;
  const spare = new Float64Array(n);
  let exchanges = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(start + 2 * width, n);
      let left = start;
      let right = middle;
      for (let to = start; to < end; to++) {
        if (left < middle && (right >= end || at(values, left) <= at(values, right))) {
          spare[to] = at(values, left++);
        } else {
          exchanges += middle - left;
          spare[to] = at(values, right++);
        }
      }
    }
    values.set(spare);
  }
  return exchanges;
}

/**
 * Two-sided p from the number of permutations of n with at most `fewer` inversions (Kendall 1970, p. 68), by the shares
 * of the Mahonian numbers, so nothing overflows.
 */
function exactP(n: number, fewer: number): number {
  if (4 * fewer >= n * (n - 1)) return 1;
  let shares = new Float64Array(fewer + 1);
  shares[0] = 1;
  for (let j = 2; j <= n; j++) {
    const next = new Float64Array(fewer + 1);
    let window = 0;
    for (let k = 0; k <= fewer; k++) {
      window += at(shares, k) - (k >= j ? at(shares, k - j) : 0);
      next[k] = window / j;
    }
    shares = next;
  }
  return Math.min(1, 2 * shares.reduce((sum, share) => sum + share, 0));
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
