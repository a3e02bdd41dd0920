import type { EngineModule } from "#lib/engine/module.ts";
import { loadAugurs } from "./augurs.ts";
import { forecastSeries } from "./forecast.ts";
import { seasonalResiduals } from "./seasonal-residuals.ts";
import { seriesTask } from "./series-task.ts";

/** Runs in an engine child: models of a long series take up to a second of CPU, which the server has no time for. */
export const run: EngineModule = async (_, input) => {
  const task = seriesTask.parse(input);
  await loadAugurs();
  return task.task === "forecast" ? forecastSeries(task) : seasonalResiduals(task.values, task.seasons);
};
