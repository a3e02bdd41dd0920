import { isUtf8 } from "node:buffer";
import { createReadStream, createWriteStream } from "node:fs";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ModuleTools } from "#lib/engine/module.ts";
import { utf16Of } from "#lib/ingest/formats/text.ts";

export interface Utf8File {
  path: string;
  encoding: string;
  warnings: string[];
}

/** A JSON file as UTF-8 without a byte-order mark: itself, or a copy in the scratch file `utf8`. */
export async function asUtf8(tools: ModuleTools, path: string, head: Buffer): Promise<Utf8File> {
  const utf16 = utf16Of(head);
  const hasMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  if (utf16 === null && (await isUtf8File(path, tools.signal))) {
    if (!hasMark) return { path, encoding: "utf-8", warnings: [] };
    return { path: await decoded(tools, path, "utf-8"), encoding: "utf-8", warnings: [] };
  }
  if (utf16 !== null) return { path: await decoded(tools, path, utf16), encoding: utf16, warnings: [] };
  const warning = "The file is not UTF-8, as JSON should be; it was read as Windows-1252.";
  return {
    path: await decoded(tools, path, "windows-1252"),
    encoding: "windows-1252",
    warnings: [warning],
  };
}

/** A character that a chunk cuts in two is looked at with the next chunk. */
async function isUtf8File(path: string, signal: AbortSignal): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytesOf(path)) {
    signal.throwIfAborted();
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = wholeLength(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) return false;
    rest = Buffer.from(bytes.subarray(whole));
  }
  return rest.length === 0;
}

/** Without the beginning of a character at the end. */
function wholeLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

async function decoded(tools: ModuleTools, path: string, encoding: string): Promise<string> {
  const target = tools.scratch.utf8;
  if (target === undefined) throw new Error("a scratch file named utf8 is needed");
  const decoder = new TextDecoder(encoding);
  const transform = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
  await pipeline(bytesOf(path), transform, createWriteStream(target, { mode: 0o600 }), {
    signal: tools.signal,
  });
  return target;
}

function bytesOf(path: string): Readable & AsyncIterable<Buffer> {
  return createReadStream(path, { highWaterMark: 1024 * 1024 });
}
