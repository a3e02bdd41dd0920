import "server-only";
import { db } from "#lib/db/client.ts";
import { listen } from "#lib/events/notify.ts";
import { runChannel } from "./channels.ts";
import { closeAsInterrupted, isOrphaned } from "./close-orphaned-runs.ts";
import { readLogPage } from "./read-log.ts";
import type { UiChunk } from "./ui-chunk.ts";

/** A look without a notification, in milliseconds: for the ones that get lost. */
const LOOK_EVERY_MS = 2000;

/** Follows a run by its stored log: one that another replica drives, or one that has ended. */
export async function* followStored(runId: string, signal?: AbortSignal): AsyncGenerator<UiChunk> {
  const bell = doorbell();
  // Listening before the first read: an event in between rings, and is not missed.
  const unlisten = await listen(runChannel(runId), bell.ring, bell.ring);
  signal?.addEventListener("abort", bell.ring);
  try {
    for (let last = 0; !signal?.aborted; ) {
      const running = await db().run.findFirst({ where: { id: runId, status: "running" } });
      // Read after the status: a run that had ended by then has all its entries stored.
      const page = await readLogPage(runId, last);
      last = page.last_seq;
      for (const chunk of page.chunks) {
        yield chunk;
        if (signal?.aborted) return;
      }
      if (page.more) continue;
      if (running === null) return;
      if (page.chunks.length === 0 && (await isOrphaned(running))) await closeAsInterrupted(running);
      else await bell.rung(LOOK_EVERY_MS);
    }
  } finally {
    signal?.removeEventListener("abort", bell.ring);
    await unlisten();
  }
}

/** Waits for a ring, also for one that came before the waiting. */
function doorbell(): { ring: () => void; rung: (limitMs: number) => Promise<void> } {
  let rang = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      rang = true;
      wake?.();
    },
    async rung(limitMs) {
      if (!rang) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, limitMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = null;
      rang = false;
    },
  };
}
