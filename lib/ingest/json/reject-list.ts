import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import type { Reject } from "#lib/datasets/schema.ts";

const SHOWN = 100;
const MOST_TEXT = 500;

/** Rejects as they are met: all in a CSV that is made with the first, the first 100 held. */
export class RejectList {
  readonly first: Reject[] = [];
  count = 0;
  readonly #path: string;
  #file: WriteStream | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  add(reject: Reject): void {
    this.count++;
    if (this.first.length < SHOWN) this.first.push({ ...reject, text: reject.text.slice(0, MOST_TEXT) });
    if (this.#file === undefined) {
      this.#file = createWriteStream(this.#path, { mode: 0o600 });
      this.#file.write("line,column,reason,text\n");
    }
    const { line, column, reason, text } = reject;
    this.#file.write(
      `${line ?? ""},${column === null ? "" : quoted(column)},${quoted(reason)},${quoted(text)}\n`,
    );
  }

  /** Resolves when there is room for more. */
  async flush(): Promise<void> {
    if (this.#file?.writableNeedDrain) await once(this.#file, "drain");
  }

  async end(): Promise<void> {
    if (this.#file === undefined) return;
    this.#file.end();
    await finished(this.#file);
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
