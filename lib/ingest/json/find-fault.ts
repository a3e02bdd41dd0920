import { createReadStream } from "node:fs";
import { MOST_DEPTH } from "./scanner.ts";

/** Where a text stops being JSON, by line and character from 1, and what should stand there. */
export interface JsonPlace {
  line: number;
  column: number;
  wanted: string;
  /** What stands there instead. */
  found: string;
}

type Spot = Pick<JsonPlace, "line" | "column">;
type Expects = "value" | "value or end" | "name or end" | "colon" | "comma";

const WANTED: Readonly<Record<Expects, string>> = {
  value: "a value",
  "value or end": 'a value or "]"',
  "name or end": 'a name in double quotes or "}"',
  colon: "a colon",
  comma: "a comma or a closing bracket",
};
const CODES = {
  quote: 0x22,
  backslash: 0x5c,
  comma: 0x2c,
  colon: 0x3a,
  open: 0x7b,
  close: 0x7d,
  list: 0x5b,
  end: 0x5d,
};
/** Bytes that end a number or a word. */
const ENDS: ReadonlySet<number> = new Set([...Array(0x21).keys(), ...Object.values(CODES)]);
const WORD = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null|NaN|-?Infinity)$/;
/** Of a word so much is looked at, and of one that is no value so much is said. */
const MOST_WORD = 2_000;
const MOST_SAID = 40;

/**
 * Follows JSON byte by byte until it is none. Values one after the other, and commas before a closing bracket, are taken.
 * Nothing is said of what ends too early, nor of what is nested deeper than any table.
 */
class FaultFinder {
  fault: JsonPlace | null = null;
  readonly #open: number[] = [];
  #expects: Expects = "value";
  #line = 1;
  #column = 0;
  /** The text or word that is being read, and where it began. */
  #reading: "text" | "word" | null = null;
  #from = { line: 1, column: 1 };
  #word = "";
  #escaped = false;

  /** Answers whether the next chunk is to be looked at too. */
  write(chunk: Buffer): boolean {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if ((byte & 0xc0) !== 0x80) this.#column++;
      if (this.#reading === "text") this.#inText(byte);
      else this.#between(byte);
      if (this.fault !== null) this.#sign(chunk.subarray(at, at + 4));
      if (this.fault !== null || this.#open.length > MOST_DEPTH) return false;
      if (byte === 0x0a) {
        this.#line++;
        this.#column = 0;
      }
    }
    return true;
  }

  #inText(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === CODES.backslash) this.#escaped = true;
    else if (byte === CODES.quote) this.#reading = null;
    else if (byte === 0x0a)
      this.fault = { ...this.#from, wanted: "a text with a quote at its end", found: "one without" };
  }

  #between(byte: number): void {
    if (this.#reading === "word") {
      if (!ENDS.has(byte)) {
        if (this.#word.length < MOST_WORD) this.#word += String.fromCharCode(byte);
        return;
      }
      this.#endWord();
    }
    if (byte > 0x20 && this.fault === null) this.#take(byte, { line: this.#line, column: this.#column });
  }

  #endWord(): void {
    this.#reading = null;
    const word = Buffer.from(this.#word, "latin1").toString("utf8");
    if (!WORD.test(word)) this.#miss(this.#from, "value", word.slice(0, MOST_SAID));
  }

  #take(byte: number, here: Spot): void {
    if (byte === CODES.close || byte === CODES.end) this.#close(byte, here);
    else if (byte === CODES.comma || byte === CODES.colon) this.#separate(byte, here);
    else this.#begin(byte, here);
  }

  #begin(byte: number, here: Spot): void {
    const isName = this.#expects === "name or end";
    const fits = isName ? byte === CODES.quote : this.#expects.startsWith("value");
    // After a whole value of the document another may follow.
    const follows = this.#expects === "comma" && this.#open.length === 0;
    if (!fits && !follows) this.#miss(here, this.#expects);
    else if (byte === CODES.open || byte === CODES.list) {
      this.#open.push(byte);
      this.#expects = byte === CODES.open ? "name or end" : "value or end";
    } else {
      this.#from = here;
      this.#reading = byte === CODES.quote ? "text" : "word";
      this.#word = String.fromCharCode(byte);
      this.#expects = isName ? "colon" : "comma";
    }
  }

  #separate(byte: number, here: Spot): void {
    const inside = this.#open.at(-1);
    if (this.#expects !== (byte === CODES.comma ? "comma" : "colon")) this.#miss(here, this.#expects);
    else if (byte === CODES.colon || inside === undefined) this.#expects = "value";
    else this.#expects = inside === CODES.open ? "name or end" : "value or end";
  }

  #close(byte: number, here: Spot): void {
    const opened = byte === CODES.close ? CODES.open : CODES.list;
    const fits = this.#expects === "comma" || this.#expects.endsWith("or end");
    if (!fits || this.#open.at(-1) !== opened) this.#miss(here, this.#expects);
    else {
      this.#open.pop();
      this.#expects = "comma";
    }
  }

  #miss(at: Spot, expects: Expects, word = ""): void {
    const wanted = expects === "comma" && this.#open.length === 0 ? "the end of the file" : WANTED[expects];
    this.fault = { ...at, wanted, found: word === "" ? "" : `"${word}"` };
  }

  /** The sign that is too much, where it is one. */
  #sign(bytes: Buffer): void {
    const [sign = ""] = bytes.toString("utf8");
    if (this.fault !== null && this.fault.found === "")
      this.fault = { ...this.fault, found: sign === '"' ? "a quote" : `"${sign}"` };
  }
}

/** Where a file of UTF-8 stops being JSON; null where it does not, or only ends too early. */
export async function findFault(path: string, signal: AbortSignal): Promise<JsonPlace | null> {
  const finder = new FaultFinder();
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    signal.throwIfAborted();
    if (!finder.write(chunk)) break;
  }
  return finder.fault;
}
