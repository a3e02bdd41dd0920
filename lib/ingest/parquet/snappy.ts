import { repeat } from "./lz4.ts";
import { ThriftFault } from "./thrift.ts";

/** One Snappy block of `size` bytes (format_description.txt). Throws `ThriftFault` where it is not that. */
export function snappy(packed: Buffer, size: number): Buffer {
  const out = Buffer.alloc(size);
  let at = 0;
  while ((packed[at] ?? 0) >= 128) at++;
  at++;
  let length = 0;
  while (at < packed.length) {
    const tag = packed[at++] ?? 0;
    const extra = (tag & 3) === 0 ? Math.max(0, (tag >> 2) - 59) : [0, 1, 2, 4][tag & 3];
    if (extra === undefined || extra > packed.length - at) throw new ThriftFault("a Snappy block cut off");
    const number = extra === 0 ? 0 : packed.readUIntLE(at, extra);
    at += extra;
    if ((tag & 3) === 0) {
      const literals = (extra === 0 ? tag >> 2 : number) + 1;
      if (literals > packed.length - at || literals > size - length)
        throw new ThriftFault("a Snappy block that does not fit");
      out.set(packed.subarray(at, at + literals), length);
      at += literals;
      length += literals;
      continue;
    }
    const isShort = (tag & 3) === 1;
    const count = isShort ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    repeat(out, length, isShort ? number + ((tag >> 5) << 8) : number, count);
    length += count;
  }
  if (length !== size) throw new ThriftFault("a Snappy block of another size");
  return out;
}
