import "server-only";
import { open } from "node:fs/promises";
import type { Head } from "./formats/format.ts";

/** Enough to see a header and some rows; even, so that UTF-16 is not cut inside a unit. */
const HEAD_BYTES = 64 * 1024;
const TAIL_BYTES = 64;

/** Reads a file's first and last bytes. */
export async function readHead(path: string, filename: string): Promise<Head> {
  const file = await open(path, "r");
  try {
    const byte_size = (await file.stat()).size;
    const first = Buffer.alloc(Math.min(HEAD_BYTES, byte_size));
    const last = Buffer.alloc(Math.min(TAIL_BYTES, byte_size));
    await file.read(first, 0, first.length, 0);
    await file.read(last, 0, last.length, byte_size - last.length);
    return { filename, byte_size, first, last };
  } finally {
    await file.close();
  }
}
