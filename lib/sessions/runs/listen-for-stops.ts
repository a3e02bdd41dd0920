import "server-only";
import { log } from "#lib/core/log.ts";
import { singleton } from "#lib/core/singleton.ts";
import { db } from "#lib/db/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { listen } from "#lib/events/notify.ts";
import { stopChannel } from "./channels.ts";
import { liveRuns, STOP } from "./live-runs.ts";

/** Makes this process hear of stops that were asked for at another replica; from the first run on. */
export async function listenForStops(): Promise<void> {
  const state = singleton("stop-listener", () => ({ listening: start() }));
  await state.listening;
}

/** Never rejects: without a listener a stop from elsewhere is late, which is no reason to refuse a question. */
async function start(): Promise<void> {
  try {
    await listen(stopChannel(instanceId()), cutOffStopped, () => void stopMissed());
  } catch (err) {
    log.warn({ err }, "stops from other replicas cannot be heard");
  }
}

function cutOffStopped(runId: string): void {
  liveRuns().get(runId)?.cutOff(STOP);
}

/** After a lost connection: stops that were asked for meanwhile stand in the table. */
async function stopMissed(): Promise<void> {
  try {
    const stopped = await db().run.findMany({
      where: { id: { in: [...liveRuns().keys()] }, stopRequestedAt: { not: null } },
      select: { id: true },
    });
    for (const { id } of stopped) cutOffStopped(id);
  } catch (err) {
    log.warn({ err }, "missed stops could not be read");
  }
}
