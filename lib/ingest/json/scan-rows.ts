import { createReadStream } from "node:fs";
import { JsonScanner } from "./scanner.ts";

const CHUNK_BYTES = 1024 * 1024;

interface Pace {
  flush?: () => Promise<unknown>;
  isEnough: () => boolean;
}

/** Tells of the values of the container that begins at `parent`, with their bytes. */
export async function scanRows(
  signal: AbortSignal,
  path: string,
  parent: number,
  add: (raw: Buffer) => void,
  { flush, isEnough }: Pace,
): Promise<void> {
  const scanner = new JsonScanner(
    { end: (met, raw) => raw !== null && met.parent === parent && add(raw) },
    { levels: 6, capture: parent },
  );
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    signal.throwIfAborted();
    scanner.write(chunk);
    await flush?.();
    if (isEnough()) return;
  }
  scanner.end();
}
