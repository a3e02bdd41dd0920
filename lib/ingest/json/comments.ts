import { createReadStream, createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ModuleTools } from "#lib/engine/module.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";

/** A slash stands outside of texts, as in no JSON: perhaps a comment begins. */
export class CommentMet extends FileFault {
  constructor() {
    super('it has a "/" where no text is');
  }
}

const [QUOTE, BACKSLASH, SLASH, STAR, LF, CR, SPACE] = [0x22, 0x5c, 0x2f, 0x2a, 0x0a, 0x0d, 0x20];

/** Puts spaces in place of comments, of one line or of several: each byte stays where it is, and each line. */
class CommentEraser {
  #inside: "text" | "line" | "block" | null = null;
  #escaped = false;
  /** The byte before, where it may open or close a comment with the next. */
  #before = 0;
  /** A slash at a chunk's end, of which the next chunk tells what it is. */
  #held = false;

  erase(chunk: Buffer): Buffer {
    const out = this.#held ? Buffer.concat([Buffer.from("/"), chunk]) : Buffer.from(chunk);
    let at = this.#held ? 1 : 0;
    for (; at < out.length; at++) {
      const byte = out[at] ?? 0;
      if (this.#inside === null) this.#outside(out, at, byte);
      else if (this.#inside === "text") this.#inText(byte);
      else this.#inComment(out, at, byte);
    }
    this.#held = this.#inside === null && this.#before === SLASH;
    return this.#held ? out.subarray(0, -1) : out;
  }

  end(): Buffer {
    return Buffer.from(this.#held ? "/" : "");
  }

  #outside(out: Buffer, at: number, byte: number): void {
    const opens = this.#before === SLASH && (byte === SLASH || byte === STAR);
    this.#before = opens ? 0 : byte;
    if (byte === QUOTE) this.#inside = "text";
    if (!opens) return;
    this.#inside = byte === SLASH ? "line" : "block";
    out[at - 1] = SPACE;
    out[at] = SPACE;
  }

  #inText(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inside = null;
  }

  #inComment(out: Buffer, at: number, byte: number): void {
    const endsLine = byte === LF || byte === CR;
    if (!endsLine) out[at] = SPACE;
    const closes = this.#inside === "line" ? endsLine : this.#before === STAR && byte === SLASH;
    this.#before = closes ? 0 : byte;
    if (closes) this.#inside = null;
  }
}

/** A text of JSON that is held whole, without its comments. */
export function withoutComments(text: string): string {
  const eraser = new CommentEraser();
  return Buffer.concat([eraser.erase(Buffer.from(text)), eraser.end()]).toString("utf8");
}

/** A copy of a file without its comments, in the scratch file `clean`. */
export async function commentFreeCopy(tools: ModuleTools, path: string): Promise<string> {
  const target = tools.scratch.clean;
  if (target === undefined) throw new Error("a scratch file named clean is needed");
  const eraser = new CommentEraser();
  const transform = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, eraser.erase(chunk)),
    flush: (done) => done(null, eraser.end()),
  });
  await pipeline(createReadStream(path), transform, createWriteStream(target, { mode: 0o600 }), {
    signal: tools.signal,
  });
  return target;
}
