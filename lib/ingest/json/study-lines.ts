import { createReadStream } from "node:fs";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import { parsedLine } from "./parse-line.ts";
import { type OddTexts, Place } from "./place.ts";
import { MOST_DEPTH, MOST_VALUE_BYTES } from "./scanner.ts";
import type { Members } from "./structure.ts";

export interface Study {
  /** What the rows' members are; null where a line is no JSON object that DuckDB reads. */
  members: Members | null;
  odd: OddTexts[];
  /** Lines that are not blank. */
  rows: number;
  /** The longest line, in bytes. */
  longest: number;
  /** Whether the first line is a list. */
  startsList: boolean;
}

interface Asked {
  signal: AbortSignal;
  /** Lines to be looked into, from the first; of the others only the length is told. */
  most: number;
  onBytes?: (bytes: number) => void;
}

const NEWLINE = 0x0a;
/** Longer lines are counted before they are taken apart. */
const LONG_LINE = 1024 * 1024;
const MOST_VALUES = 2_000_000;

/** Looks at every line of a file in one pass, holding one of them. Throws `FileFault` for rows that nothing can hold. */
export async function studyLines(path: string, { signal, most, onBytes }: Asked): Promise<Study> {
  const lines = new Lines(most);
  let pending: Buffer[] = [];
  let [held, bytes] = [0, 0];
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    signal.throwIfAborted();
    const block: Buffer = chunk;
    let start = 0;
    for (let end = block.indexOf(NEWLINE); end >= 0; end = block.indexOf(NEWLINE, start)) {
      if (held === 0) lines.add(block, start, end);
      else {
        const line = Buffer.concat([...pending, block.subarray(0, end)]);
        lines.add(line, 0, line.length);
        [pending, held] = [[], 0];
      }
      start = end + 1;
    }
    if (start < block.length) pending.push(block.subarray(start));
    held += block.length - start;
    if (held > MOST_VALUE_BYTES) throw new FileFault("one of its rows is larger than 64 MB");
    bytes += block.length;
    onBytes?.(bytes);
  }
  const last = Buffer.concat(pending);
  if (last.length > 0) lines.add(last, 0, last.length);
  return lines.study();
}

class Lines {
  #rows = 0;
  #longest = 0;
  #first = 0;
  #isBad = false;
  readonly #place = new Place();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(block: Buffer, from: number, to: number): void {
    if (to - from > this.#longest) this.#longest = to - from;
    if (to - from > LONG_LINE) checkValues(block, from, to);
    if (this.#isBad || this.#rows >= this.#most) return;
    const { text, value } = parsedLine(block, from, to);
    if (value === undefined) {
      if (text.trim() === "") return;
      if (this.#rows++ === 0) this.#first = text.trimStart().charCodeAt(0);
      this.#isBad = true;
      return;
    }
    if (this.#rows++ === 0) this.#first = text.trimStart().charCodeAt(0);
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.#isBad = true;
    else {
      this.#place.noteRow(value);
      if (this.#place.wasDeep()) checkDepth(block, from, to);
    }
  }

  study(): Study {
    const found = this.#place.structure();
    const members = typeof found === "object" && "members" in found && !this.#isBad ? found.members : null;
    const odd = this.#place.oddTexts();
    return { members, odd, rows: this.#rows, longest: this.#longest, startsList: this.#first === 0x5b };
  }
}

function checkValues(block: Buffer, from: number, to: number): void {
  let values = 0;
  for (let at = from; at < to; at++) {
    const byte = block[at];
    if (byte === 0x2c || byte === 0x5b || byte === 0x7b) values++;
  }
  if (values > MOST_VALUES) throw new FileFault("one of its rows holds more than two million values");
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];

/** Of a line that is JSON. DuckDB goes as deep as it is told. */
function checkDepth(block: Buffer, from: number, to: number): void {
  let [depth, inString] = [0, false];
  for (let at = from; at < to; at++) {
    const byte = block[at];
    if (byte === BACKSLASH) at++;
    else if (byte === QUOTE) inString = !inString;
    else if (inString) continue;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    if (depth > MOST_DEPTH)
      throw new FileFault(
        `it is nested more than ${MOST_DEPTH} levels deep. Tables are made of flatter values`,
      );
  }
}
