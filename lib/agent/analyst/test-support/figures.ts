/** Statistics written out from their definitions, to check answers by another way than SQL. */

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: number[]): number => sum(values) / values.length;

/** Between the two neighbours (Hyndman and Fan's type 7). */
export function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

const moment = (values: number[], power: number): number => {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** power));
};
export const variance = (values: number[]): number => moment(values, 2);
export const deviation = (values: number[]): number =>
  Math.sqrt((variance(values) * values.length) / (values.length - 1));

/** Adjusted Fisher-Pearson G1. */
export function skewness(values: number[]): number {
  const n = values.length;
  return (Math.sqrt(n * (n - 1)) / (n - 2)) * (moment(values, 3) / variance(values) ** 1.5);
}

/** Sample excess G2. */
export function kurtosis(values: number[]): number {
  const n = values.length;
  const excess = moment(values, 4) / variance(values) ** 2 - 3;
  return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * excess + 6);
}

const covariance = (pairs: [number, number][]): number => {
  const [x, y] = [mean(pairs.map(([a]) => a)), mean(pairs.map(([, b]) => b))];
  return mean(pairs.map(([a, b]) => (a - x) * (b - y)));
};
export const pearson = (pairs: [number, number][]): number =>
  covariance(pairs) / Math.sqrt(variance(pairs.map(([a]) => a)) * variance(pairs.map(([, b]) => b)));
/** Of y on x. */
export const slope = (pairs: [number, number][]): number =>
  covariance(pairs) / variance(pairs.map(([a]) => a));

const ranks = (values: number[]): number[] =>
  values.map((value) => {
    const below = values.filter((other) => other < value).length;
    return below + (values.filter((other) => other === value).length + 1) / 2;
  });
export const spearman = (pairs: [number, number][]): number => {
  const [x, y] = [ranks(pairs.map(([a]) => a)), ranks(pairs.map(([, b]) => b))];
  return pearson(x.map((rank, i) => [rank, y[i] ?? 0]));
};

/** The most frequent value and how often; the smallest of several. */
export function mode<T extends string | number>(values: T[]): [T | undefined, number] {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, all]) => ({ value, n: all.length }));
  const [first] = counts.sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
  return [first?.value, first?.n ?? 0];
}

/** Chi-squared of independence over two lists of names. */
export function chiSquared(pairs: [string, string][]): number {
  const count = (test: (pair: [string, string]) => boolean) => pairs.filter(test).length;
  const [xs, ys] = [new Set(pairs.map(([x]) => x)), new Set(pairs.map(([, y]) => y))];
  return sum(
    [...xs].flatMap((x) =>
      [...ys].map((y) => {
        const expected = (count((pair) => pair[0] === x) * count((pair) => pair[1] === y)) / pairs.length;
        return (count((pair) => pair[0] === x && pair[1] === y) - expected) ** 2 / expected;
      }),
    ),
  );
}
