import { createWriteStream } from "node:fs";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { formatBytes } from "#lib/core/format.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";

/** Honest tables pack to a hundredth at best; what unpacks to more than this, beyond the first bytes, is a bomb. */
const MOST_RATIO = 600;
const FREE_BYTES = 64 * 1024 * 1024;

export interface Unpacking {
  /** For sentences. */
  filename: string;
  /** Bytes as they are packed. */
  packed_bytes: number;
  max_unpacked_bytes: number;
  /** CRC-32 of the unpacked bytes, where it is known. */
  crc32?: number | undefined;
  signal: AbortSignal;
  /** Bytes written so far. */
  on_bytes?: ((bytes: number) => void) | undefined;
}

/** Writes a stream of unpacked bytes to `path`; answers how many. Throws `FileFault` for a bomb and for damage. */
export async function unpackTo(stream: Readable, path: string, how: Unpacking): Promise<number> {
  const meter = new Meter(how);
  try {
    await pipeline(stream, meter, createWriteStream(path, { mode: 0o600 }), { signal: how.signal });
  } catch (error) {
    throw faultOf(error, how);
  }
  if (how.crc32 !== undefined && meter.crc !== how.crc32)
    throw new FileFault(`${how.filename} is damaged: its checksum does not match. Send it again.`);
  return meter.bytes;
}

class Meter extends Transform {
  bytes = 0;
  crc = 0;
  readonly #how: Unpacking;

  constructor(how: Unpacking) {
    super();
    this.#how = how;
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null, data?: Buffer) => void,
  ) {
    const { filename, packed_bytes, max_unpacked_bytes, on_bytes } = this.#how;
    this.bytes += chunk.length;
    if (this.#how.crc32 !== undefined) this.crc = crc32(chunk, this.crc);
    if (this.bytes > max_unpacked_bytes) {
      const limit = formatBytes(max_unpacked_bytes);
      return done(new FileFault(`${filename} unpacks to more than a table may hold here: ${limit}.`));
    }
    if (this.bytes > FREE_BYTES && this.bytes > packed_bytes * MOST_RATIO) {
      return done(
        new FileFault(
          `${filename} unpacks to more than ${MOST_RATIO} times its size, as no table does. Send it unpacked.`,
        ),
      );
    }
    on_bytes?.(this.bytes);
    return done(null, chunk);
  }
}

/** Errors of the file system and of an abort stay what they are; those of zlib and yauzl are faults of the file. */
function faultOf(error: unknown, { filename, signal }: Unpacking): unknown {
  if (error instanceof FileFault || signal.aborted) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/^E[A-Z]+$/.test(code)) return error;
  return new FileFault(`${filename} is cut off or damaged: it cannot be unpacked. Send it again.`);
}
