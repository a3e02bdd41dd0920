import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "#lib/core/context.ts";
import { findSession } from "./find-session.ts";
import { removeSession } from "./remove-session.ts";
import { findRunning } from "./runs/find-running.ts";
import { stopRun } from "./runs/stop-run.ts";
import { notifySession } from "./session-events.ts";

/** A running answer gets this long to end before its session is taken from under it, in milliseconds. */
const STOP_LIMIT_MS = 2000;
const LOOK_EVERY_MS = 50;

/** Deletes a session with its rows and bytes, at once; a running answer is stopped. */
export async function deleteSession({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string };
}): Promise<void> {
  const { id } = await findSession(ctx, input.session_id);
  await stopRun({ ctx, input: { session_id: id } });
  const until = Date.now() + STOP_LIMIT_MS;
  while ((await findRunning(id)) !== null && Date.now() < until) await sleep(LOOK_EVERY_MS);
  await removeSession(ctx, id);
  await notifySession(id, "session");
}
