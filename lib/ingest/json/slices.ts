import { JsonScanner } from "./scanner.ts";

/** Begin and end of each value, in bytes: two numbers a value, outside the heap. */
class Offsets {
  #data = new Uint32Array(64);
  #length = 0;

  push(begin: number, end: number): void {
    if (this.#length + 2 > this.#data.length) {
      const wider = new Uint32Array(this.#data.length * 2);
      wider.set(this.#data);
      this.#data = wider;
    }
    this.#data[this.#length++] = begin;
    this.#data[this.#length++] = end;
  }

  get count(): number {
    return this.#length / 2;
  }

  slice(bytes: Buffer, index: number): Buffer | null {
    if (index >= this.count) return null;
    return bytes.subarray(this.#data[index * 2], this.#data[index * 2 + 1]);
  }
}

/** The values directly in a container that is held whole, as slices of it: nothing is parsed, no digit changes. */
export interface Slices {
  count: number;
  at(index: number): Buffer | null;
  /** Of an object: the member's name as written, with its quotes. */
  keys: Buffer[];
}

/** Takes a whole object or array apart. */
export function slicesOf(container: Buffer, withKeys: boolean): Slices {
  const offsets = new Offsets();
  const keys: Buffer[] = [];
  let root = -2;
  const scanner = new JsonScanner(
    {
      begin(met) {
        if (met.level === 0) root = met.offset;
        else if (withKeys && met.key !== null) keys.push(met.key);
      },
      end(met, raw) {
        if (met.level === 1 && met.parent === root) {
          const length = raw?.length ?? 0;
          offsets.push(met.offset, met.offset + length);
        }
      },
    },
    { levels: 2, capture: container.findIndex((byte) => byte === 0x7b || byte === 0x5b) },
  );
  scanner.write(container);
  scanner.end();
  return { count: offsets.count, at: (index) => offsets.slice(container, index), keys };
}
