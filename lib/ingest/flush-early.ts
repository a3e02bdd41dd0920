import "server-only";
import { open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const EVERY_MS = 300;

/**
 * Has a file that grows written to the disk while it grows, so that making it durable at its end takes little time. Only
 * ever early: whoever needs the bytes durable flushes them. Returns what ends it.
 */
export function flushEarly(path: string): () => Promise<void> {
  const ending = new AbortController();
  const flushing = keepFlushing(path, ending.signal);
  return () => {
    ending.abort();
    return flushing;
  };
}

async function keepFlushing(path: string, signal: AbortSignal): Promise<void> {
  const pause = () => sleep(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  for (await pause(); !signal.aborted; await pause()) {
    // Not there yet, or a full disk: whoever writes it says so.
    const file = await open(path, "r").catch(() => null);
    await file?.datasync().catch(() => undefined);
    await file?.close();
  }
}
