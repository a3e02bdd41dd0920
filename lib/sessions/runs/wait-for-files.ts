import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";

const LOOK_EVERY_MS = 250;

/**
 * Waits until no file of the session is loading, at most `limitMs`, telling what it waits for. A file that
 * takes longer stays out of this answer: the planner sees the tables that are ready.
 */
export async function* waitForFiles(
  ctx: Context,
  sessionId: string,
  input: { limitMs: number; signal: AbortSignal },
): AsyncGenerator<string> {
  const until = Date.now() + input.limitMs;
  let said = "";
  for (;;) {
    const loading = await db().dataset.findMany({
      where: { sessionId, workspaceId: ctx.workspaceId, status: "loading" },
      select: { filename: true, progress: true },
      orderBy: { createdAt: "asc" },
    });
    const [first] = loading;
    if (first === undefined || Date.now() >= until) return;
    const percent = first.progress > 0 ? ` ${Math.floor(first.progress * 100)} %` : "";
    const more = loading.length > 1 ? ` and ${loading.length - 1} more` : "";
    const message = `Loading ${first.filename}${more}…${percent}`;
    if (message !== said) yield message;
    said = message;
    await sleep(LOOK_EVERY_MS, undefined, { signal: input.signal });
  }
}
