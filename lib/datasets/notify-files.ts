import "server-only";
import { log } from "#lib/core/log.ts";
import { listen, notify } from "#lib/events/notify.ts";

/** What a session's pages are told on. */
const channelOf = (sessionId: string) => `session_${sessionId.replaceAll("-", "")}`;

/** Tells the open pages of a session that its files changed. What is missed only delays a page: never throws. */
export async function notifyFiles(sessionId: string): Promise<void> {
  try {
    await notify(channelOf(sessionId), JSON.stringify({ type: "files" }));
  } catch (err) {
    log.warn({ err, session_id: sessionId }, "open pages could not be told of a file's change");
  }
}

/** Calls `handler` whenever something of the session changed, files among it; the returned function ends that. */
export function onFiles(sessionId: string, handler: () => void): Promise<() => Promise<void>> {
  return listen(channelOf(sessionId), handler);
}
