import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";
import { listen } from "#lib/events/notify.ts";
import { findSession } from "./find-session.ts";
import { sessionChannel } from "./runs/channels.ts";
import { type SessionEvent, sessionEvent } from "./schema.ts";

/** Changes that come closer together than this are told once, in milliseconds. */
const THROTTLE_MS = 200;
/** A page was rendered some time before it follows, on another clock: changes so shortly before count too. */
const SLACK_MS = 10_000;

/**
 * What changes in a session, from `since` (the follower's last sign of us) until `signal` aborts. After a gap in
 * the notifications everything counts as changed. 404 for another's session.
 */
export async function followSession({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: { session_id: string; since: Date };
  signal: AbortSignal;
}): Promise<AsyncIterable<SessionEvent>> {
  const session = await findSession(ctx, input.session_id);
  const changed = new Set<SessionEvent["type"]>();
  let wake = () => {};
  const add = (...types: SessionEvent["type"][]) => {
    for (const type of types) changed.add(type);
    wake();
  };
  const unlisten = await listen(
    sessionChannel(session.id),
    (payload) => add(sessionEvent.parse(JSON.parse(payload)).type),
    () => add("files", "session", "run"),
  );
  const leave = () => {
    wake();
    unlisten().catch((err: unknown) => ctx.log.warn({ err }, "a page that left is still listened for"));
  };
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });
  add(...(await changedSince(session.id, new Date(input.since.getTime() - SLACK_MS))));

  return (async function* () {
    while (!signal.aborted) {
      if (changed.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const types = [...changed];
      changed.clear();
      for (const type of types) yield { type };
      await sleep(THROTTLE_MS);
    }
  })();
}

async function changedSince(sessionId: string, time: Date): Promise<SessionEvent["type"][]> {
  const after = { gte: time };
  const [files, runs, sessions] = await Promise.all([
    db().dataset.count({ where: { sessionId, updatedAt: after } }),
    db().run.count({ where: { sessionId, OR: [{ startedAt: after }, { finishedAt: after }] } }),
    db().session.count({ where: { id: sessionId, updatedAt: after } }),
  ]);
  const changes = [files > 0 && "files", runs > 0 && "run", sessions > 0 && "session"] as const;
  return changes.filter((type) => type !== false);
}
