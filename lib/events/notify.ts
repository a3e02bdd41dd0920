import "server-only";
import { singleton } from "#lib/core/singleton.ts";
import { db } from "#lib/db/client.ts";
import { Listener } from "./listener.ts";

/** PostgreSQL's limit of a NOTIFY payload is 8000 bytes, its end mark included. */
const MAX_PAYLOAD_BYTES = 7999;
/** PostgreSQL cuts longer names silently. */
const CHANNEL = /^[a-z][a-z0-9_]{0,62}$/;

/** Sends a text to every process that listens to the channel; it is lost for those that do not. */
export async function notify(channel: string, payload: string): Promise<void> {
  checkChannel(channel);
  const bytes = Buffer.byteLength(payload);
  if (bytes > MAX_PAYLOAD_BYTES) {
    throw new Error(`a notification holds ${MAX_PAYLOAD_BYTES} bytes at most, not ${bytes}: send a handle`);
  }
  await db().$executeRaw`SELECT pg_notify(${channel}, ${payload})`;
}

/**
 * Calls `handler` with each notification of the channel from now on, in order; resolves when listening.
 * `onGap` runs after a lost connection is back: what was sent in between never arrives, so read it from its tables.
 */
export async function listen(
  channel: string,
  handler: (payload: string) => void,
  onGap?: () => void,
): Promise<() => Promise<void>> {
  checkChannel(channel);
  return listener().subscribe({ channel, handler, onGap });
}

/** Ends the shared connection; nothing is heard any more. */
export async function closeListener(): Promise<void> {
  await listener().close();
}

function listener(): Listener {
  return singleton("listener", () => new Listener());
}

function checkChannel(channel: string): void {
  if (!CHANNEL.test(channel)) throw new Error(`not a channel name: ${channel}`);
}
