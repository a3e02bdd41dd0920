import { predictInSample } from "./augurs.ts";
import { median, robustScores } from "./robust-scores.ts";

/** How far off a place must be to be kept from the fit. */
const OUTLYING = 3.5;

/**
 * What is left of each value after trend and season (MSTL by augurs), as robust z-scores. MSTL is not robust: a spike
 * would bend its neighbours in the season. So places that stand out of running medians are set to what those expect before
 * it is fitted. Null where no model fits. `expected` is the fit. `loadAugurs` first.
 */
export function seasonalResiduals(
  values: readonly number[],
  seasons: readonly number[],
): { scores: number[]; expected: number[] } | null {
  const rough = medianExpectation(values, Math.min(...seasons));
  const outlying = robustScores(subtract(values, rough)).map((score) => Math.abs(score) > OUTLYING);
  const calm = values.map((value, i) => (outlying[i] ? (rough[i] ?? value) : value));
  const expected = predictInSample(calm, { seasons, log: false });
  if (expected === null) return null;
  const middle = median(values);
  // The fit is in single precision: what is below that is no residual.
  const noise = 1e-6 * median(values.map((value) => Math.abs(value - middle)));
  return { scores: robustScores(subtract(values, expected), noise), expected };
}

/**
 * Running medians over one season plus medians by place in the season, twice: the first trend still jumps where a
 * spike changes which place of the season is the middle one.
 */
function medianExpectation(values: readonly number[], season: number): number[] {
  const at = (seasonal: readonly number[]) => values.map((_, i) => seasonal[i % season] ?? 0);
  let seasonal = new Array<number>(season).fill(0);
  let trend: number[] = [];
  for (let round = 0; round < 2; round++) {
    trend = runningMedian(subtract(values, at(seasonal)), season);
    const rest = subtract(values, trend);
    seasonal = seasonal.map((_, place) => median(rest.filter((_, i) => i % season === place)));
  }
  const repeated = at(seasonal);
  return trend.map((value, i) => value + (repeated[i] ?? 0));
}

function runningMedian(values: readonly number[], width: number): number[] {
  return values.map((_, i) => {
    const from = Math.max(0, Math.min(i - Math.floor(width / 2), values.length - width));
    return median(values.slice(from, from + width));
  });
}

function subtract(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, index) => value - (b[index] ?? 0));
}
