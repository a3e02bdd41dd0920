/** A file made to hurt, and what may come of it. */
export interface HostileFile {
  name: string;
  filename: string;
  make: () => Promise<Uint8Array | string> | Uint8Array | string;
  /** `fault`: it must be refused; `table`: it must load; `any`: one of both. */
  ends: "fault" | "table" | "any";
  max_unpacked_bytes?: number;
}

export const MB = 1024 * 1024;
export const CSV = "id,name\n1,ann\n2,bob\n";
export const zeros = (bytes: number) => Buffer.alloc(bytes);

/** The same bytes for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomBytes(count: number, seed: number): Buffer {
  const next = seeded(seed);
  return Buffer.from(Array.from({ length: count }, () => Math.floor(next() * 256)));
}
