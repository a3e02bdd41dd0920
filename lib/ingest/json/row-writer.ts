import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** Some bytes are held before they are written. */
const BATCH_BYTES = 256 * 1024;

/** Writes one JSON object a line. */
export class RowWriter {
  readonly #file: WriteStream;
  #pending: Buffer[] = [];
  #bytes = 0;
  count = 0;

  constructor(path: string) {
    this.#file = createWriteStream(path, { mode: 0o600 });
  }

  add(parts: Buffer[]): void {
    for (const part of parts) {
      this.#pending.push(onOneLine(part));
      this.#bytes += part.length;
    }
    this.#pending.push(NEWLINE);
    this.#bytes++;
    this.count++;
  }

  /** Resolves when there is room for more. */
  async flush(force = false): Promise<void> {
    if (!force && this.#bytes < BATCH_BYTES) return;
    const block = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#bytes = 0;
    if (!this.#file.write(block)) await once(this.#file, "drain");
  }

  async end(): Promise<void> {
    await this.flush(true);
    this.#file.end();
    await finished(this.#file);
  }
}

const NEWLINE = Buffer.from("\n");

/** Line breaks stand between values only; a copy, as the bytes are a stream's. */
function onOneLine(part: Buffer): Buffer {
  const copy = Buffer.from(part);
  if (!copy.includes(0x0a) && !copy.includes(0x0d)) return copy;
  for (let at = 0; at < copy.length; at++) if (copy[at] === 0x0a || copy[at] === 0x0d) copy[at] = 0x20;
  return copy;
}
