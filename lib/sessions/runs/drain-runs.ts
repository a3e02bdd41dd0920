import "server-only";
import { LEAVING, liveRuns } from "./live-runs.ts";

/** Closes this process's running answers with what they have, before it goes away; their followers get a `finish`. */
export async function drainRuns(): Promise<void> {
  const runs = [...liveRuns().values()];
  for (const run of runs) run.cutOff(LEAVING);
  await Promise.all(runs.map((run) => run.ended));
}
