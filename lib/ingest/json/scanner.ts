import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import { CommentMet } from "./comments.ts";

export type Kind = "object" | "array" | "string" | "scalar";

/** A value met on the way, at most `levels` deep. */
export interface Met {
  /** 0 for a value of the document itself, 1 for what stands directly in it, and so on. */
  level: number;
  kind: Kind;
  /** In bytes from the document's beginning. */
  offset: number;
  /** Where the container begins; -1 at level 0. */
  parent: number;
  /** The member's name as it is written, with its quotes; null outside objects. */
  key: Buffer | null;
}

export interface ScanListener {
  begin?(met: Met): void;
  /** `raw` are the value's bytes where its container was asked for. */
  end?(met: Met, raw: Buffer | null): void;
}

export interface ScanOptions {
  /** Values of levels below this are told of. */
  levels: number;
  /** The container (by its offset; -1 for the document) whose values come with their bytes. */
  capture?: number | undefined;
}

/** Deeper than any table's rows go, and what readers of JSON can take. */
export const MOST_DEPTH = 500;
/** One row's text. */
export const MOST_VALUE_BYTES = 64 * 1024 * 1024;

const [QUOTE, BACKSLASH, COMMA, COLON, SLASH] = [0x22, 0x5c, 0x2c, 0x3a, 0x2f];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Finds the values of a JSON document without holding it: brackets, strings and commas are followed, values are
 * not checked. Takes documents that are several values one after the other. Throws `FileFault` (`CommentMet` at a comment).
 */
export class JsonScanner {
  readonly #listener: ScanListener;
  readonly #levels: number;
  readonly #capture: number | undefined;
  readonly #open: Met[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** A string or scalar that is being read. */
  #leaf: Met | null = null;
  #keyStart = -1;
  #key: Buffer | null = null;
  #keyParts: Buffer[] = [];
  #expectsKey = false;
  #base = 0;
  #parts: Buffer[] = [];
  #partStart = -1;
  #partBytes = 0;

  constructor(listener: ScanListener, { levels, capture }: ScanOptions) {
    this.#listener = listener;
    this.#levels = levels;
    this.#capture = capture;
  }

  write(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#endString(chunk, at);
      } else if (byte === QUOTE) this.#beginString(chunk, at);
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY)
        this.#beginContainer(at, byte === OPEN_OBJECT ? "object" : "array");
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#endContainer(chunk, at);
      else if (byte === SLASH) throw new CommentMet();
      else if (this.#depth <= this.#levels) this.#shallow(chunk, at, byte ?? 0);
    }
    this.#keepParts(chunk);
    this.#base += chunk.length;
  }

  /** Throws when the document ends before its last value does. */
  end(): void {
    if (this.#inString || this.#depth > 0)
      throw new FileFault("it is cut off: its last value has no end. Send it again");
    if (this.#leaf !== null) this.#endLeaf(Buffer.alloc(0), 0);
  }

  /** Commas, colons, white space and the letters of numbers and words. */
  #shallow(chunk: Buffer, at: number, byte: number): void {
    if (byte === COMMA) {
      if (this.#leaf !== null) this.#endLeaf(chunk, at);
      this.#expectsKey = this.#open[this.#depth - 1]?.kind === "object";
    } else if (byte === COLON) this.#expectsKey = false;
    else if (byte <= 0x20) {
      if (this.#leaf !== null) this.#endLeaf(chunk, at);
    } else if (this.#leaf === null && this.#depth < this.#levels) this.#leaf = this.#met(at, "scalar");
  }

  #met(at: number, kind: Kind): Met {
    const parent = this.#depth === 0 ? -1 : (this.#open[this.#depth - 1]?.offset ?? -1);
    const met = { level: this.#depth, kind, offset: this.#base + at, parent, key: this.#key };
    this.#key = null;
    if (this.#capture === parent) {
      this.#partStart = at;
      this.#partBytes = 0;
    }
    this.#listener.begin?.(met);
    return met;
  }

  #beginString(chunk: Buffer, at: number): void {
    this.#inString = true;
    if (this.#depth > this.#levels) return;
    if (this.#leaf !== null) this.#endLeaf(chunk, at);
    if (this.#expectsKey) {
      this.#keyStart = at;
      this.#keyParts = [];
    } else if (this.#depth < this.#levels) this.#leaf = this.#met(at, "string");
  }

  #endString(chunk: Buffer, at: number): void {
    this.#inString = false;
    if (this.#keyStart >= 0) {
      const last = chunk.subarray(this.#keyStart, at + 1);
      this.#key = this.#keyParts.length === 0 ? last : Buffer.concat([...this.#keyParts, last]);
      this.#keyStart = -1;
      this.#expectsKey = false;
    } else if (this.#leaf !== null) this.#endLeaf(chunk, at + 1);
  }

  #beginContainer(at: number, kind: "object" | "array"): void {
    if (this.#depth < this.#levels) this.#open[this.#depth] = this.#met(at, kind);
    this.#depth++;
    if (this.#depth > MOST_DEPTH)
      throw new FileFault(
        `it is nested more than ${MOST_DEPTH} levels deep. Tables are made of flatter values`,
      );
    this.#expectsKey = kind === "object" && this.#depth <= this.#levels;
  }

  #endContainer(chunk: Buffer, at: number): void {
    if (this.#leaf !== null) this.#endLeaf(chunk, at);
    this.#depth--;
    if (this.#depth < 0) throw new FileFault("it closes a bracket that was never opened");
    this.#expectsKey = false;
    this.#key = null;
    if (this.#depth >= this.#levels) return;
    const met = this.#open[this.#depth];
    if (met !== undefined) this.#tellEnd(met, chunk, at + 1);
  }

  #endLeaf(chunk: Buffer, end: number): void {
    const met = this.#leaf;
    this.#leaf = null;
    if (met !== null) this.#tellEnd(met, chunk, end);
  }

  #tellEnd(met: Met, chunk: Buffer, end: number): void {
    let raw: Buffer | null = null;
    if (met.parent === this.#capture) {
      const last = chunk.subarray(Math.max(0, this.#partStart), end);
      raw = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
      this.#parts = [];
      this.#partStart = -1;
    }
    this.#listener.end?.(met, raw);
  }

  /** What a value or key had in this chunk, for when it ends in a later one. */
  #keepParts(chunk: Buffer): void {
    if (this.#keyStart >= 0) {
      this.#keyParts.push(Buffer.from(chunk.subarray(this.#keyStart)));
      this.#keyStart = 0;
    }
    if (this.#partStart < 0) return;
    const part = Buffer.from(chunk.subarray(this.#partStart));
    this.#parts.push(part);
    this.#partStart = 0;
    this.#partBytes += part.length;
    if (this.#partBytes > MOST_VALUE_BYTES) throw new FileFault("one of its rows is larger than 64 MB");
  }
}
