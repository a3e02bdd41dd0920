import { open } from "node:fs/promises";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import type { ByteText } from "./byte-text.ts";
import { encodingNamed, type FoundEncoding, findEncoding, isUtf8Cut } from "./encoding.ts";
import { firstForeignByte, readAround } from "./foreign-bytes.ts";
import { decodeWhole, hasControls, transcode } from "./transcode.ts";

/** Files up to this size are looked at as a whole. */
export const WHOLE_BYTES = 8 * 1024 * 1024;
const HEAD_BYTES = 1024 * 1024;
const LONG_HEAD_BYTES = 17 * 1024 * 1024;
const PIECE_BYTES = 256 * 1024;

/** A text file as UTF-8, and what was read of it to judge it. */
export interface OpenText {
  path: string;
  /** Where the text begins, behind a byte-order mark. */
  offset: number;
  byte_size: number;
  /** As it was sent. */
  encoding: string;
  /** The beginning, or all of it where `whole`; and pieces from the middle and the end, torn at their ends. */
  head: ByteText;
  whole: boolean;
  pieces: ByteText[];
  warnings: string[];
}

interface Place {
  path: string;
  byte_size: number;
  encoding: string | undefined;
  /** Where a copy in UTF-8 may be written. */
  scratch: string;
  signal: AbortSignal;
  /** Look at each byte: something in it was no UTF-8. */
  thorough: boolean;
}

/** Opens a text for reading as UTF-8; writes a copy only where its bytes are not plain UTF-8. */
export async function openText(place: Place): Promise<OpenText> {
  if (place.byte_size === 0) throw new FileFault("The file is empty.");
  const sample = await readSample(place.path, place.byte_size);
  const { name: encoding, mark } = await encodingOf(place, sample);
  const foreign =
    place.thorough && encoding === "utf-8" ? await firstForeignByte(place.path, place.signal) : null;
  if (encoding === "utf-8" && foreign === null && isPlain(sample)) {
    return textOf(sample, {
      path: place.path,
      offset: mark,
      byte_size: place.byte_size,
      encoding,
      warnings: [],
    });
  }
  const done = await transcode({ path: place.path, encoding, mark, signal: place.signal }, place.scratch);
  if (done.byte_size === 0) throw new FileFault("The file holds no text.");
  const copy = await readSample(place.scratch, done.byte_size);
  const warnings = conversionWarnings(encoding, done);
  return textOf(copy, { path: place.scratch, offset: 0, byte_size: done.byte_size, encoding, warnings });
}

/** A text's beginning in UTF-8, for a look at it; nothing is written. */
export async function openHead(
  place: Omit<Place, "scratch" | "thorough">,
): Promise<Pick<OpenText, "head" | "whole" | "encoding" | "warnings">> {
  if (place.byte_size === 0) throw new FileFault("The file is empty.");
  const { head, whole } = await readSample(place.path, place.byte_size);
  const { name: encoding, mark } = await encodingOf(
    { ...place, thorough: false },
    { head, whole, pieces: [] },
  );
  const decoded = decodeWhole(head.subarray(mark), encoding);
  const warnings = conversionWarnings(encoding, decoded);
  return { head: decoded.bytes.toString("latin1"), whole, encoding, warnings };
}

async function encodingOf(place: Omit<Place, "scratch">, sample: Sample): Promise<FoundEncoding> {
  const bytes = Buffer.concat([sample.head, ...sample.pieces]);
  const found = findEncoding(bytes);
  if (place.encoding !== undefined) {
    const name = wished(place.encoding);
    return { name, mark: name === found.name ? found.mark : 0 };
  }
  if (!place.thorough || found.name !== "utf-8" || found.mark > 0 || hasForeign(bytes)) return found;
  // All that was seen is ASCII, so the first letter beyond it tells.
  const at = await firstForeignByte(place.path, place.signal);
  return at === null ? found : { name: findEncoding(await readAround(place.path, at)).name, mark: 0 };
}

export function conversionWarnings(encoding: string, done: { zeros: number; foreign: number }): string[] {
  const warnings: string[] = [];
  const many = (count: number) => count.toLocaleString("en");
  if (encoding !== "utf-8") warnings.push(`The file is not UTF-8; it was read as ${encoding.toUpperCase()}.`);
  if (done.zeros > 0) warnings.push(`${many(done.zeros)} zero characters (NUL) were taken out.`);
  if (done.foreign > 0) {
    warnings.push(
      `${many(done.foreign)} characters are not written in UTF-8; they were read as WINDOWS-1252.`,
    );
  }
  return warnings;
}

export function wished(encoding: string): string {
  const name = encodingNamed(encoding);
  if (name === null) throw new FileFault(`The encoding "${encoding}" is not known.`);
  return name;
}

export interface Sample {
  head: Buffer;
  whole: boolean;
  pieces: Buffer[];
}

/** All of a small file; else its beginning (as far as its first lines reach), and pieces of its middle and end. */
export async function readSample(path: string, byte_size: number): Promise<Sample> {
  const file = await open(path, "r");
  const piece = async (from: number, length: number) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  };
  try {
    if (byte_size <= WHOLE_BYTES) return { head: await piece(0, byte_size), whole: true, pieces: [] };
    let head = await piece(0, HEAD_BYTES);
    if (!/[\r\n][^\r\n]+[\r\n]/.test(head.toString("latin1"))) head = await piece(0, LONG_HEAD_BYTES);
    const middle = await piece(Math.floor(byte_size / 8) * 4, PIECE_BYTES);
    const end = await piece(Math.floor((byte_size - PIECE_BYTES) / 4) * 4, PIECE_BYTES + 4);
    return { head, whole: head.length >= byte_size, pieces: [middle, end] };
  } finally {
    await file.close();
  }
}

function isPlain({ head, pieces }: Sample): boolean {
  return [head, ...pieces].every((bytes) => isUtf8Cut(bytes) && !bytes.includes(0) && !hasControls(bytes));
}

function textOf(
  { head, whole, pieces }: Sample,
  rest: Pick<OpenText, "path" | "offset" | "byte_size" | "encoding" | "warnings">,
): OpenText {
  return {
    ...rest,
    head: head.toString("latin1", rest.offset),
    whole,
    pieces: pieces.map((bytes) => bytes.toString("latin1")),
  };
}

function hasForeign(bytes: Buffer): boolean {
  return bytes.some((byte) => byte >= 0x80);
}
