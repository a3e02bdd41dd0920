import "server-only";
import { log } from "#lib/core/log.ts";
import { notify } from "#lib/events/notify.ts";
import { sessionChannel } from "#lib/sessions/runs/channels.ts";
import type { SessionEvent } from "./schema.ts";

/** Tells the open pages of a session that something in it changed. What was missed only delays a page: never throws. */
export async function notifySession(sessionId: string, type: SessionEvent["type"]): Promise<void> {
  try {
    await notify(sessionChannel(sessionId), JSON.stringify({ type } satisfies SessionEvent));
  } catch (err) {
    log.warn({ err, session_id: sessionId }, "open pages could not be told of a change");
  }
}
