import { isUtf8 } from "node:buffer";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import iconv from "iconv-lite";

const CHUNK_BYTES = 1024 * 1024;

export interface Transcoded {
  byte_size: number;
  /** Zero characters that were taken out. */
  zeros: number;
  /** Bytes that are no UTF-8, and control characters that Windows-1252 has signs for; read as those signs. */
  foreign: number;
}

/** Writes a text anew as UTF-8 without byte-order mark and zero characters. Memory does not grow with its size. */
export async function transcode(
  from: { path: string; encoding: string; mark: number; signal: AbortSignal },
  to_path: string,
): Promise<Transcoded> {
  const done: Transcoded = { byte_size: 0, zeros: 0, foreign: 0 };
  const decode = from.encoding === "utf-8" ? utf8Mender(done) : foreignDecoder(from.encoding);
  const out = createWriteStream(to_path, { highWaterMark: 4 * CHUNK_BYTES });
  const write = async (text: Buffer) => {
    const clean = withoutZeros(text, done);
    done.byte_size += clean.length;
    if (clean.length > 0 && !out.write(clean)) await once(out, "drain", { signal: from.signal });
  };
  try {
    const source = createReadStream(from.path, {
      start: from.mark,
      highWaterMark: CHUNK_BYTES,
      signal: from.signal,
    });
    for await (const chunk of source) await write(decode(chunk));
    await write(decode(null));
    out.end();
    await finished(out);
  } finally {
    out.destroy();
  }
  return done;
}

/** A text held in memory as UTF-8, mended as `transcode` does. */
export function decodeWhole(bytes: Buffer, encoding: string): Transcoded & { bytes: Buffer } {
  const done: Transcoded = { byte_size: 0, zeros: 0, foreign: 0 };
  const decode = encoding === "utf-8" ? utf8Mender(done) : foreignDecoder(encoding);
  const text = withoutZeros(Buffer.concat([decode(bytes), decode(null)]), done);
  return { ...done, byte_size: text.length, bytes: text };
}

/** Takes pieces of a text; null ends it. */
type Decode = (chunk: Buffer | null) => Buffer;

function foreignDecoder(encoding: string): Decode {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  return (chunk) => Buffer.from((chunk === null ? decoder.end() : decoder.write(chunk)) ?? "", "utf8");
}

/** UTF-8 passes; bytes that are none, and the control characters U+0080 to U+009F, become Windows-1252's signs. */
function utf8Mender(done: Transcoded): Decode {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = chunk === null ? rest : Buffer.concat([rest, chunk]);
    const end = chunk === null ? bytes.length : Math.max(0, bytes.length - tornBytes(bytes));
    rest = bytes.subarray(end);
    const piece = bytes.subarray(0, end);
    return isUtf8(piece) && !hasControls(piece) ? piece : mended(piece, done);
  };
}

/** Bytes at the end that may be the beginning of a longer character. */
export function tornBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return back;
    if (byte < 0x80) return 0;
  }
  return 0;
}

const CONTROLS = /\xc2[\x80-\x84\x86-\x9f]/;

export function hasControls(bytes: Buffer): boolean {
  return bytes.includes(0xc2) && CONTROLS.test(bytes.toString("latin1"));
}

function mended(bytes: Buffer, done: Transcoded): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    const control = length === 2 && bytes[at] === 0xc2 && isControl(bytes[at + 1] ?? 0);
    if (length > 0 && !control) {
      at += length;
      continue;
    }
    parts.push(bytes.subarray(from, at), signOf(bytes[control ? at + 1 : at] ?? 0));
    done.foreign++;
    at += control ? 2 : 1;
    from = at;
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}

function isControl(byte: number): boolean {
  return byte >= 0x80 && byte <= 0x9f && byte !== 0x85;
}

function signOf(byte: number): Buffer {
  return Buffer.from(iconv.decode(Buffer.from([byte]), "windows-1252"), "utf8");
}

/** Bytes of the UTF-8 character at `at`; 0 where there is none. */
function characterLength(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte < 0x80) return 1;
  const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
  return length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

function withoutZeros(bytes: Buffer, done: Transcoded): Buffer {
  if (!bytes.includes(0)) return bytes;
  const clean = bytes.filter((byte) => byte !== 0);
  done.zeros += bytes.length - clean.length;
  return Buffer.from(clean);
}
