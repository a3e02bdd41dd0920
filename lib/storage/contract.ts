import "server-only";
import type { Readable } from "node:stream";

/** Inclusive byte offsets, as in an HTTP range. */
export interface ByteRange {
  start: number;
  end?: number;
}

export interface StoredKey {
  key: string;
  /** When it came under this key, in milliseconds since 1970. */
  stored_ms: number;
}

/**
 * The bytes of uploads, tables and results, by key (`keys.ts`). What is stored is never changed in place: a
 * write goes to a temporary file and appears under its key whole, or not at all. A full or forbidden disk is
 * an `unavailable` error.
 */
export interface Storage {
  /** Stores a stream; rejects, leaving nothing, when the stream fails. */
  put(source: Readable, key: string): Promise<{ byte_size: number }>;
  /** A fresh absolute path on the storage's own disk for a child process to write to; `adopt` or `discard` it. */
  temporaryPath(): Promise<string>;
  /** Moves a finished temporary file to its key. */
  adopt(temporaryPath: string, key: string): Promise<{ byte_size: number }>;
  discard(temporaryPath: string): Promise<void>;
  /** A second key for the same bytes, which outlives the first. */
  copy(from: string, to: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  /** The absolute path of a key's bytes, for the engine. */
  pathOf(key: string): string;
  openRead(key: string, range?: ByteRange): Readable;
  /** Bytes, or null when there is nothing under the key. */
  sizeOf(key: string): Promise<number | null>;
  /** Removes a key; one that is missing already is fine. */
  remove(key: string): Promise<void>;
  /** Removes all keys below a prefix. */
  removeAll(prefix: string): Promise<void>;
  /** Every key there is, also what nobody knows of any more, but nothing temporary. */
  list(): AsyncIterable<StoredKey>;
  /** Removes temporary files that nobody has touched for so long. Returns how many. */
  sweepTemporary(olderThanMs: number): Promise<number>;
}
