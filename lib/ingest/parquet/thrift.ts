/**
 * Thrift's compact protocol as Parquet's footer and page headers use it: read whole, changed, written again, with the
 * fields that this product does not know. Numbers beyond 52 bits, maps and sets do not occur there.
 */
export type ThriftValue = boolean | number | Buffer | ThriftList | ThriftStruct;
export type ThriftStruct = Map<number, { type: number; value: ThriftValue }>;
export interface ThriftList {
  of: number;
  items: ThriftValue[];
}

export const TYPE = {
  yes: 1,
  no: 2,
  i8: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  struct: 12,
};

/** The bytes are no such structure, or one that is not worth holding. */
export class ThriftFault extends Error {
  override name = "ThriftFault";
}

const MOST_DEPTH = 24;
/** Of one structure. Each is some 100 bytes here. */
const MOST_VALUES = 3_000_000;

/** Reads one structure from the beginning of `bytes`; `length` is how many bytes it took. Throws `ThriftFault`. */
export function readStruct(bytes: Buffer): { struct: ThriftStruct; length: number } {
  const reader = new Reader(bytes);
  return { struct: reader.struct(0), length: reader.at };
}

class Reader {
  at = 0;
  #values = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  struct(depth: number): ThriftStruct {
    if (depth > MOST_DEPTH) throw new ThriftFault("nested too deep");
    const struct: ThriftStruct = new Map();
    for (let id = 0; ; ) {
      const byte = this.#byte();
      const type = byte & 15;
      if (type === 0) return struct;
      id = byte >> 4 === 0 ? this.#integer() : id + (byte >> 4);
      struct.set(id, { type, value: this.#value(type, depth) });
    }
  }

  #value(type: number, depth: number): ThriftValue {
    if (++this.#values > MOST_VALUES) throw new ThriftFault("too many values");
    if (type === TYPE.yes || type === TYPE.no) return type === TYPE.yes;
    if (type === TYPE.i8) return (this.#byte() << 24) >> 24;
    if (type === TYPE.i16 || type === TYPE.i32 || type === TYPE.i64) return this.#integer();
    if (type === TYPE.double) return this.#take(8).readDoubleLE();
    if (type === TYPE.binary) return this.#take(this.#varint());
    if (type === TYPE.list) return this.#list(depth);
    if (type === TYPE.struct) return this.struct(depth + 1);
    throw new ThriftFault(`type ${type}`);
  }

  #list(depth: number): ThriftList {
    if (depth > MOST_DEPTH) throw new ThriftFault("nested too deep");
    const byte = this.#byte();
    const of = byte & 15;
    const count = byte >> 4 === 15 ? this.#varint() : byte >> 4;
    const isBoolean = of === TYPE.yes || of === TYPE.no;
    const items: ThriftValue[] = [];
    for (let at = 0; at < count; at++)
      items.push(isBoolean ? this.#byte() === 1 : this.#value(of, depth + 1));
    return { of, items };
  }

  #byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw new ThriftFault("it ends too early");
    return byte;
  }

  #take(length: number): Buffer {
    if (length > this.#bytes.length - this.at) throw new ThriftFault("it ends too early");
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  #varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * factor;
      if (!Number.isSafeInteger(value)) throw new ThriftFault("a number beyond 52 bits");
      if (byte < 128) return value;
    }
  }

  #integer(): number {
    const folded = this.#varint();
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }
}

/** The bytes of one structure. */
export function writeStruct(struct: ThriftStruct): Buffer {
  const parts: Buffer[] = [];
  addStruct(parts, struct);
  return Buffer.concat(parts);
}

function addStruct(parts: Buffer[], struct: ThriftStruct): void {
  let last = 0;
  for (const [id, { type, value }] of [...struct].toSorted(([left], [right]) => left - right)) {
    const written = typeof value === "boolean" ? (value ? TYPE.yes : TYPE.no) : type;
    const step = id - last;
    if (step > 0 && step < 16) parts.push(Buffer.of((step << 4) | written));
    else parts.push(Buffer.of(written), integer(id));
    if (typeof value !== "boolean") addValue(parts, type, value);
    last = id;
  }
  parts.push(Buffer.of(0));
}

function addValue(parts: Buffer[], type: number, value: ThriftValue): void {
  if (value instanceof Map) addStruct(parts, value);
  else if (Buffer.isBuffer(value)) parts.push(varint(value.length), value);
  else if (typeof value === "boolean") parts.push(Buffer.of(value ? 1 : 2));
  else if (typeof value === "object") {
    const { of, items } = value;
    if (items.length < 15) parts.push(Buffer.of((items.length << 4) | of));
    else parts.push(Buffer.of(0xf0 | of), varint(items.length));
    for (const item of items) addValue(parts, of, item);
  } else if (type === TYPE.i8) parts.push(Buffer.of(value & 255));
  else if (type === TYPE.double) {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    parts.push(bytes);
  } else parts.push(integer(value));
}

function integer(value: number): Buffer {
  return varint(value < 0 ? -value * 2 - 1 : value * 2);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
  return Buffer.from(bytes);
}

export function numberAt(struct: ThriftStruct | undefined, id: number): number | undefined {
  const value = struct?.get(id)?.value;
  return typeof value === "number" ? value : undefined;
}

export function structAt(struct: ThriftStruct | undefined, id: number): ThriftStruct | undefined {
  const value = struct?.get(id)?.value;
  return value instanceof Map ? value : undefined;
}

export function textAt(struct: ThriftStruct | undefined, id: number): string {
  const value = struct?.get(id)?.value;
  return Buffer.isBuffer(value) ? value.toString("utf8") : "";
}

/** The items of a list, which may be changed in place; none where there is no list. */
export function listAt(struct: ThriftStruct | undefined, id: number): ThriftValue[] {
  const value = struct?.get(id)?.value;
  return typeof value === "object" && "items" in value ? value.items : [];
}

export function structsAt(struct: ThriftStruct | undefined, id: number): ThriftStruct[] {
  return listAt(struct, id).filter((item) => item instanceof Map);
}

export function setNumber(struct: ThriftStruct | undefined, id: number, type: number, value: number): void {
  struct?.set(id, { type, value });
}
