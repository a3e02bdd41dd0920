import "server-only";
import { log } from "#lib/core/log.ts";
import { notify } from "#lib/events/notify.ts";

/** Tells the open pages of a session that its files changed. What is missed only delays a page: never throws. */
export async function notifyFiles(sessionId: string): Promise<void> {
  try {
    await notify(`session_${sessionId.replaceAll("-", "")}`, JSON.stringify({ type: "files" }));
  } catch (err) {
    log.warn({ err, session_id: sessionId }, "open pages could not be told of a file's change");
  }
}
