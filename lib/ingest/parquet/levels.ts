import { ENCODING } from "./footer.ts";
import { PAGE, type Page } from "./pages.ts";
import { numberAt, structAt, ThriftFault } from "./thrift.ts";

export interface Levels {
  first: number;
  zeros: number;
  /** Fewer than the page has values where they end too early. */
  count: number;
}

/** Bits a level up to `most`. */
const bitsOf = (most: number) => 32 - Math.clz32(most);

/** Where repetition levels, definition levels and values begin in a page's decompressed bytes. */
export function sectionsOf(
  page: Page,
  bytes: Buffer,
  { maxRepetition, maxDefinition }: { maxRepetition: number; maxDefinition: number },
): { repetition: Buffer; values: number } {
  if (page.levels !== null) {
    const { repetition, definition } = page.levels;
    return { repetition: bytes.subarray(0, repetition), values: repetition + definition };
  }
  const afterRepetition = maxRepetition > 0 ? prefixed(bytes, 0) : 0;
  const values = maxDefinition > 0 ? prefixed(bytes, afterRepetition) : afterRepetition;
  return { repetition: bytes.subarray(4, Math.max(4, afterRepetition)), values };
}

/** Where a section ends whose length stands before it. */
function prefixed(bytes: Buffer, at: number): number {
  if (bytes.length - at < 4) throw new ThriftFault("levels cut off");
  const end = at + 4 + bytes.readUInt32LE(at);
  if (end > bytes.length) throw new ThriftFault("levels cut off");
  return end;
}

/** Whether levels are in the one encoding that is still written; the older one has no length before it. */
export function hasPlainLevels(page: Page): boolean {
  if (page.kind !== PAGE.data) return true;
  const header = structAt(page.header, 5);
  return numberAt(header, 3) === ENCODING.rle && numberAt(header, 4) === ENCODING.rle;
}

/** Counts levels in the hybrid of runs and packed bits (parquet-format, Encodings.md), without unpacking all. */
export function countLevels(bytes: Buffer, most: number, wanted: number): Levels {
  const bits = bitsOf(most);
  const levels: Levels = { first: 0, zeros: 0, count: 0 };
  let at = 0;
  const add = (level: number, times: number) => {
    if (times === 0) return;
    if (levels.count === 0) levels.first = level;
    if (level === 0) levels.zeros += times;
    levels.count += times;
  };
  while (levels.count < wanted && at < bytes.length) {
    const { value: head, next } = varint(bytes, at);
    at = next;
    const isPacked = head % 2 === 1;
    const size = Math.floor(head / 2);
    if (!isPacked) {
      add(bytes[at] ?? 0, Math.min(size, wanted - levels.count));
      at += Math.ceil(bits / 8);
      continue;
    }
    const packed = Math.min(size * 8, wanted - levels.count, Math.floor(((bytes.length - at) * 8) / bits));
    for (let index = 0; index < packed; index++) add(levelAt(bytes, at * 8 + index * bits, bits), 1);
    if (packed === 0) break;
    at += size * bits;
  }
  return levels;
}

function levelAt(bytes: Buffer, bit: number, bits: number): number {
  let level = 0;
  for (let at = 0; at < bits; at++) level |= (((bytes[(bit + at) >> 3] ?? 0) >> ((bit + at) & 7)) & 1) << at;
  return level;
}

function varint(bytes: Buffer, from: number): { value: number; next: number } {
  let value = 0;
  for (let at = from, factor = 1; ; at++, factor *= 128) {
    const byte = bytes[at];
    if (byte === undefined || factor > 2 ** 35) throw new ThriftFault("levels cut off");
    value += (byte & 127) * factor;
    if (byte < 128) return { value, next: at + 1 };
  }
}
