import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import initEts, { AutoETS } from "@bsull/augurs/ets";
import initMstl, { MSTL } from "@bsull/augurs/mstl";

/** What a fitted model says about one point in time. */
export interface Band {
  point: number[];
  lower: number[];
  upper: number[];
}

/** A model of a series: `seasons` are lengths in periods; none means without a season. */
export interface ModelSpec {
  seasons: readonly number[];
  /** Fits the logarithm, for a series whose swings grow with its level; all values must be above 0. */
  log: boolean;
}

let ready: Promise<unknown> | undefined;

/** Loads the WASM once a process. Needed before the functions below. */
export function loadAugurs(): Promise<unknown> {
  ready ??= Promise.all([
    bytes("@bsull/augurs/ets").then((module_or_path) => initEts({ module_or_path })),
    bytes("@bsull/augurs/mstl").then((module_or_path) => initMstl({ module_or_path })),
  ]);
  return ready;
}

async function bytes(module: string): Promise<Uint8Array<ArrayBuffer>> {
  const path = createRequire(import.meta.url).resolve(module);
  return new Uint8Array(await readFile(path.replace(/\.js$/, "_bg.wasm")));
}

/**
 * The next `horizon` values with intervals at `level` (0..1): AutoETS without a season, MSTL over an ETS trend with one
 * (Hyndman et al. 2008; Bandara et al. 2021), by augurs. Null where it finds no model.
 */
export function predict(
  values: readonly number[],
  spec: ModelSpec,
  horizon: number,
  level: number,
): Band | null {
  return fitted(values, spec, (model) => model.predict(horizon, level));
}

/** The fitted value at each place of the series itself, seasons required. Null where augurs finds no model. */
export function predictInSample(values: readonly number[], spec: ModelSpec): number[] | null {
  return (
    fitted(values, spec, (model) => ("predictInSample" in model ? model.predictInSample(0.95) : undefined))
      ?.point ?? null
  );
}

type Model = AutoETS | MSTL;
type Predicted = ReturnType<Model["predict"]> | undefined;

/** The decomposition computes in single precision, so it is given numbers around 0 with a spread of 1. */
function fitted(values: readonly number[], spec: ModelSpec, ask: (model: Model) => Predicted): Band | null {
  const series = spec.log ? values.map(Math.log) : values;
  const first = series[0] ?? 0;
  const mean = first + series.reduce((sum, value) => sum + (value - first), 0) / series.length;
  const spread = Math.sqrt(series.reduce((sum, value) => sum + (value - mean) ** 2, 0) / series.length) || 1;
  const back = (value: number) => {
    const unscaled = mean + value * spread;
    return spec.log ? Math.exp(unscaled) : unscaled;
  };
  const model = spec.seasons.length > 0 ? MSTL.ets(Uint32Array.from(spec.seasons)) : new AutoETS(1, "ZZN");
  try {
    model.fit(Float64Array.from(series, (value) => (value - mean) / spread));
    const answer = ask(model);
    if (!answer?.intervals || !answer.point.every(Number.isFinite)) return null;
    const { lower, upper } = answer.intervals;
    return { point: answer.point.map(back), lower: lower.map(back), upper: upper.map(back) };
  } catch {
    // "no model found", "not enough data": another model may do.
    return null;
  } finally {
    model.free();
  }
}
