import "server-only";
import { runModule } from "#lib/engine/run-module.ts";
import { forecastAnswer, residualsAnswer, type SeriesTask } from "./series-task.ts";

const MODULE = "lib/analysis/statistics/series-module.ts";
const TIMEOUT_MS = 20_000;

type Of<T extends SeriesTask["task"]> = Omit<Extract<SeriesTask, { task: T }>, "task">;

/** A forecast (see `forecastSeries`), computed in an engine child. */
export async function forecastInChild(input: Of<"forecast">) {
  return forecastAnswer.parse(await ask({ task: "forecast", ...input }));
}

/** Seasonal residuals (see `seasonalResiduals`), computed in an engine child. */
export async function residualsInChild(input: Of<"residuals">) {
  return residualsAnswer.parse(await ask({ task: "residuals", ...input }));
}

function ask(input: SeriesTask): Promise<unknown> {
  const paths = { read_paths: [], write_paths: [] };
  return runModule({ module: MODULE, input, ...paths, timeout_ms: TIMEOUT_MS, pool: "reading" });
}
