import { open } from "node:fs/promises";
import type { Readable } from "node:stream";

/** Enough to see a header and some rows; even, so that UTF-16 is not cut inside a unit. */
const HEAD_BYTES = 64 * 1024;
const TAIL_BYTES = 64;

/** The first and last bytes of a file, for telling what it is. */
export interface Head {
  /** For sentences. */
  filename: string;
  first: Buffer;
  /** Whether `first` is all there is. */
  is_whole: boolean;
  /** Null where the file's end is not known: inside an archive. */
  end: { byte_size: number; last: Buffer } | null;
}

/** Reads a file's first and last bytes. */
export async function readHead(path: string, filename: string): Promise<Head> {
  const file = await open(path, "r");
  try {
    const byte_size = (await file.stat()).size;
    const first = Buffer.alloc(Math.min(HEAD_BYTES, byte_size));
    const last = Buffer.alloc(Math.min(TAIL_BYTES, byte_size));
    await file.read(first, 0, first.length, 0);
    await file.read(last, 0, last.length, byte_size - last.length);
    return { filename, first, is_whole: first.length === byte_size, end: { byte_size, last } };
  } finally {
    await file.close();
  }
}

/** The first bytes of a stream, which is then given up. Fails as the stream does. */
export async function headOfStream(stream: Readable, filename: string): Promise<Head> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const data: Buffer = chunk;
    chunks.push(data);
    bytes += data.length;
    if (bytes > HEAD_BYTES) break;
  }
  stream.destroy();
  const first = Buffer.concat(chunks).subarray(0, HEAD_BYTES);
  return { filename, first, is_whole: bytes <= HEAD_BYTES, end: null };
}
