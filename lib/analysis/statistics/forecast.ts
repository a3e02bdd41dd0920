import { type Band, type ModelSpec, predict } from "./augurs.ts";
import { LEAST_PERIODS } from "./series-task.ts";

export type ModelName = "ets" | "mstl" | "mstl_log";

export interface ForecastInput {
  /** One finite number a period, in order, without holes. */
  values: readonly number[];
  horizon: number;
  /** Of the intervals, 0..1. */
  level: number;
  /** Lengths of the seasons that the grain suggests, in periods; those that the series is too short for are ignored. */
  seasons: readonly number[];
}

export interface ForecastOutcome extends Band {
  model: ModelName;
  backtest: Backtest;
}

/** How far the chosen model was off when the last periods were kept from it. */
export interface Backtest {
  /** Forecasts compared, over all folds. */
  n: number;
  /** Mean absolute error, in the units of the series. */
  mae: number;
  /** Mean absolute percentage error as a share (0.1 is 10%); null where a value is 0. */
  mape: number | null;
  /** The same error of simply repeating the last season (or the last value). */
  naive_mae: number;
}

const MOST_FOLDS = 3;

/**
 * Forecasts a series with the candidate (ETS, MSTL, MSTL of the logarithm) that had the smallest mean absolute error
 * on the last periods when they were kept from it: up to three rolling folds of `horizon` periods (Hyndman and
 * Athanasopoulos, Forecasting, 5.8 and 5.10). Null where no candidate fits. `loadAugurs` first.
 */
export function forecastSeries({ values, horizon, level, seasons }: ForecastInput): ForecastOutcome | null {
  const folds = foldsOf(values.length, horizon);
  const shortest = Math.min(...folds);
  const usable = seasons.filter((season) => shortest >= 2 * season);
  const tested = candidates(values, usable).flatMap(({ name, spec }) => {
    const backtest = backtestOf(values, spec, { folds, horizon, season: usable[0] ?? 1 });
    return backtest ? [{ name, spec, backtest }] : [];
  });
  tested.sort((a, b) => a.backtest.mae - b.backtest.mae);
  for (const { name, spec, backtest } of tested) {
    const band = predict(values, spec, horizon, level);
    if (band) return { ...band, model: name, backtest };
  }
  return null;
}

function candidates(
  values: readonly number[],
  seasons: readonly number[],
): { name: ModelName; spec: ModelSpec }[] {
  const ets = { name: "ets", spec: { seasons: [], log: false } } as const;
  if (seasons.length === 0) return [ets];
  const mstl = { name: "mstl", spec: { seasons, log: false } } as const;
  if (!values.every((value) => value > 0)) return [mstl, ets];
  return [mstl, { name: "mstl_log", spec: { seasons, log: true } }, ets];
}

/** Lengths of the series' beginnings that are forecast from: as many as leave half of the series, the longest first. */
function foldsOf(length: number, horizon: number): number[] {
  const held = Math.min(horizon, Math.max(1, Math.floor(length / 4)));
  const all = Array.from({ length: MOST_FOLDS }, (_, fold) => length - (fold + 1) * held);
  return all.filter((known, fold) => fold === 0 || known >= Math.max(LEAST_PERIODS, length / 2));
}

function backtestOf(
  values: readonly number[],
  spec: ModelSpec,
  { folds, horizon, season }: { folds: readonly number[]; horizon: number; season: number },
): Backtest | null {
  const actual: number[] = [];
  const errors: number[] = [];
  const naive: number[] = [];
  for (const known of folds) {
    const past = values.slice(0, known);
    const future = values.slice(known, known + horizon);
    const band = predict(past, spec, future.length, 0.95);
    if (!band) return null;
    future.forEach((value, step) => {
      actual.push(value);
      errors.push(Math.abs(value - (band.point[step] ?? Number.NaN)));
      naive.push(Math.abs(value - (past[known - season + (step % season)] ?? Number.NaN)));
    });
  }
  const relative = errors.map((error, index) => error / Math.abs(actual[index] ?? 0));
  return {
    n: actual.length,
    mae: mean(errors),
    mape: relative.every(Number.isFinite) ? mean(relative) : null,
    naive_mae: mean(naive),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value / values.length, 0);
}
