import "server-only";
import type { Context } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";
import { notify } from "#lib/events/notify.ts";
import { findSession } from "#lib/sessions/find-session.ts";
import { stopChannel } from "./channels.ts";
import { findRunning } from "./find-running.ts";
import { liveRuns, STOP } from "./live-runs.ts";

/**
 * Asks the running answer of a session to stop, on whichever replica it is written; what was said is kept.
 * Nothing running is no error. Resolves before the answer has ended.
 */
export async function stopRun({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string };
}): Promise<void> {
  const session = await findSession(ctx, input.session_id);
  const run = await findRunning(session.id);
  if (run === null) return;
  await db().run.updateMany({
    where: { id: run.id, status: "running" },
    data: { stopRequestedAt: new Date() },
  });
  const live = liveRuns().get(run.id);
  if (live) live.cutOff(STOP);
  else await notify(stopChannel(run.instanceId), run.id);
}
