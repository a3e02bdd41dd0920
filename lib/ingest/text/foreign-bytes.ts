import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { tornBytes } from "./transcode.ts";

const CHUNK_BYTES = 1024 * 1024;
const AROUND = 64 * 1024;

/** Where the first piece of a file begins that is no UTF-8; null where all of it is. */
export async function firstForeignByte(path: string, signal: AbortSignal): Promise<number | null> {
  let rest: Buffer = Buffer.alloc(0);
  let at = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, signal })) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.length - tornBytes(bytes);
    if (!isUtf8(bytes.subarray(0, end))) return at + validLength(bytes.subarray(0, end));
    rest = bytes.subarray(end);
    at += end;
  }
  return rest.length === 0 ? null : at;
}

/** By halves: the longest beginning that is valid, to within a character. */
function validLength(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  while (high - low > 8) {
    const middle = (low + high) >> 1;
    const cut = middle - tornBytes(bytes.subarray(low, middle));
    if (cut > low && isUtf8(bytes.subarray(low, cut))) low = cut;
    else if (cut <= low) break;
    else high = middle;
  }
  return low;
}

/** Bytes around a place, enough to tell an encoding from. */
export async function readAround(path: string, at: number): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(2 * AROUND),
      0,
      2 * AROUND,
      Math.max(0, at - AROUND),
    );
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
