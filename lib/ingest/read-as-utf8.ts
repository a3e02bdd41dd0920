import "server-only";
import { isUtf8 } from "node:buffer";
import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { withDiskErrors } from "#lib/storage/disk-errors.ts";
import { encodingOfMark } from "./formats/text-head.ts";
import type { LoadInput } from "./loading.ts";
import { readHead } from "./read-head.ts";

interface Utf8File {
  path: string;
  warnings: string[];
  /** Removes the converted copy, if one was made. */
  dispose(): Promise<void>;
}

/**
 * The file itself when it is UTF-8, else a converted copy: UTF-16 by its byte-order mark, everything else as
 * Windows-1252, which covers Latin-1 and cannot fail.
 */
export async function readAsUtf8({ source_path, output_path, signal }: LoadInput): Promise<Utf8File> {
  const head = await readHead(source_path, "");
  const marked = encodingOfMark(head.first);
  if (marked === null && (await isUtf8File(source_path, signal))) {
    return { path: source_path, warnings: [], dispose: async () => {} };
  }
  const encoding = marked ?? "windows-1252";
  const path = `${output_path}-utf8`;
  await withDiskErrors(() => convertFile(source_path, path, encoding, signal)).catch(
    async (error: unknown) => {
      await rm(path, { force: true });
      throw error;
    },
  );
  return {
    path,
    warnings: [`The file is not UTF-8; it was read as ${encoding.toUpperCase()}.`],
    dispose: () => rm(path, { force: true }),
  };
}

async function convertFile(from: string, to: string, encoding: string, signal: AbortSignal): Promise<void> {
  const decode = async function* (source: AsyncIterable<Buffer>) {
    const decoder = new TextDecoder(encoding);
    for await (const chunk of source) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  };
  await pipeline(createReadStream(from, CHUNKS), decode, createWriteStream(to, { flags: "wx" }), { signal });
}

const CHUNKS = { highWaterMark: 1024 * 1024 };

/** Checks the whole file, since one foreign letter may come late; about 1 GB a second. */
async function isUtf8File(path: string, signal: AbortSignal): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { ...CHUNKS, signal })) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = endOfLastCharacter(bytes);
    if (!isUtf8(bytes.subarray(0, end))) return false;
    rest = bytes.subarray(end);
  }
  return isUtf8(rest);
}

/** Where a character that the chunk may have cut begins: at most three bytes before its end. */
function endOfLastCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return bytes.length - back;
    if (byte < 0x80) break;
  }
  return bytes.length;
}
