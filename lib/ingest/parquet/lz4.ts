import { ThriftFault } from "./thrift.ts";

/** One LZ4 block of `size` bytes (lz4_Block_format.md). Throws `ThriftFault` where it is not that. */
export function lz4Block(packed: Buffer, size: number): Buffer {
  const out = Buffer.alloc(size);
  if (fill(packed, out) !== size) throw new ThriftFault("an LZ4 block of another size");
  return out;
}

/**
 * As Hadoop frames blocks: before each, its size unpacked and packed, four bytes big-endian. Some writers gave the
 * same codec one block without a frame, which is tried where there are no such frames.
 */
export function lz4Hadoop(packed: Buffer, size: number): Buffer {
  return framed(packed, size) ?? lz4Block(packed, size);
}

function framed(packed: Buffer, size: number): Buffer | null {
  const out = Buffer.alloc(size);
  let [at, length] = [0, 0];
  while (at < packed.length) {
    if (packed.length - at < 8) return null;
    const [plain, taken] = [packed.readUInt32BE(at), packed.readUInt32BE(at + 4)];
    at += 8;
    if (taken > packed.length - at || plain > size - length) return null;
    const block = out.subarray(length, length + plain);
    if (!fits(packed.subarray(at, at + taken), block)) return null;
    at += taken;
    length += plain;
  }
  return length === size ? out : null;
}

function fits(packed: Buffer, out: Buffer): boolean {
  try {
    return fill(packed, out) === out.length;
  } catch (error) {
    if (error instanceof ThriftFault) return false;
    throw error;
  }
}

/** Answers how many bytes it wrote. */
function fill(packed: Buffer, out: Buffer): number {
  let [at, length] = [0, 0];
  const more = (short: number): number => {
    if (short < 15) return short;
    for (let sum = short; ; ) {
      const byte = packed[at++];
      if (byte === undefined) throw new ThriftFault("an LZ4 block cut off");
      sum += byte;
      if (byte < 255) return sum;
    }
  };
  while (at < packed.length) {
    const token = packed[at++] ?? 0;
    const literals = more(token >> 4);
    if (literals > packed.length - at || literals > out.length - length)
      throw new ThriftFault("an LZ4 block that does not fit");
    out.set(packed.subarray(at, at + literals), length);
    at += literals;
    length += literals;
    if (at === packed.length) return length;
    const back = (packed[at] ?? 0) | ((packed[at + 1] ?? 0) << 8);
    at += 2;
    const match = more(token & 15) + 4;
    repeat(out, length, back, match);
    length += match;
  }
  return length;
}

/** Writes what stands `back` bytes before `at` again, which may reach into what is being written. */
export function repeat(out: Buffer, at: number, back: number, count: number): void {
  if (back === 0 || back > at || count > out.length - at) throw new ThriftFault("a copy from nowhere");
  if (back >= count) out.copyWithin(at, at - back, at - back + count);
  else for (let to = at; to < at + count; to++) out[to] = out[to - back] ?? 0;
}
