import type { ByteText } from "./byte-text.ts";

/** How a line falls into fields, in bytes as `ByteText` holds them. */
export interface Splitter {
  /** Empty where a line is one field. */
  delimiter: ByteText;
  /** Several spaces in a row part two fields once (columns set by eye). */
  runs: boolean;
  /** Empty where nothing is quoted. */
  quote: ByteText;
  /** The quote itself where it is doubled, else a character before it. */
  escape: ByteText;
}

/** What `scanRecord` found; one object is used again and again, because files have millions of records. */
export interface Scan {
  /** Behind the last byte of the record, and behind its line end. */
  end: number;
  next: number;
  fields: number;
  /** A quoted field occurs. */
  quoted: boolean;
  /** Every quote stands where it should. */
  regular: boolean;
  /** A quoted field was still open when the text ended. */
  open: boolean;
  /** Physical lines, at least 1. */
  lines: number;
}

export function emptyScan(): Scan {
  return { end: 0, next: 0, fields: 0, quoted: false, regular: true, open: false, lines: 1 };
}

const LF = 10;
const CR = 13;

/**
 * Finds the end of the record that begins at `from` and counts its fields. A quote closes its field only before a
 * delimiter or a line end; another inside is taken as text and makes the record irregular. CRLF, LF, CR and CRCRLF
 * end a record.
 */
export function scanRecord(text: ByteText, from: number, splitter: Splitter, scan: Scan): void {
  const { delimiter, quote } = splitter;
  const quoteCode = quote === "" ? -1 : quote.charCodeAt(0);
  const firstCode = delimiter === "" ? -1 : delimiter.charCodeAt(0);
  const single = delimiter.length === 1;
  const length = text.length;
  scan.fields = 1;
  scan.quoted = false;
  scan.regular = true;
  scan.open = false;
  scan.lines = 1;
  let at = from;
  for (;;) {
    if (at < length && text.charCodeAt(at) === quoteCode) {
      scan.quoted = true;
      at = endOfQuoted(text, at, splitter, scan);
    }
    let code = -1;
    while (at < length) {
      code = text.charCodeAt(at);
      if (code === LF || code === CR) break;
      if (code === firstCode && (single || text.startsWith(delimiter, at))) break;
      at++;
    }
    if (at >= length || code === LF || code === CR) break;
    scan.fields++;
    at += delimiter.length;
    if (splitter.runs) while (text.charCodeAt(at) === firstCode) at++;
  }
  scan.end = at;
  scan.next = behindLineEnd(text, at);
}

export function endOfLine(text: ByteText, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at++;
  return at;
}

/** Where the text goes on after the line end at `at`. */
export function behindLineEnd(text: ByteText, at: number): number {
  const code = text.charCodeAt(at);
  if (code === LF) return at + 1;
  if (code !== CR) return at;
  if (text.charCodeAt(at + 1) === LF) return at + 2;
  return text.charCodeAt(at + 1) === CR && text.charCodeAt(at + 2) === LF ? at + 3 : at + 1;
}

/** Behind the closing quote of the field that opens at `open`, or the text's end. */
function endOfQuoted(text: ByteText, open: number, splitter: Splitter, scan: Scan): number {
  const { quote, escape: sign, delimiter } = splitter;
  let at = open + 1;
  let linesFrom = at;
  for (;;) {
    const close = text.indexOf(quote, at);
    if (close < 0) {
      scan.lines += linesBetween(text, linesFrom, text.length);
      scan.open = true;
      scan.regular = false;
      return text.length;
    }
    scan.lines += linesBetween(text, linesFrom, close);
    linesFrom = close + 1;
    if (sign === quote ? text.startsWith(quote, close + 1) : isEscaped(text, close, open, sign)) {
      at = sign === quote ? close + 2 : close + 1;
      linesFrom = at;
      continue;
    }
    if (endsField(text, close + 1, delimiter)) return close + 1;
    scan.regular = false;
    at = close + 1;
  }
}

/** An odd number of escape characters stands before it. */
export function isEscaped(text: ByteText, at: number, open: number, sign: ByteText): boolean {
  let before = at - 1;
  while (before > open && text[before] === sign) before--;
  return (at - 1 - before) % 2 === 1;
}

export function endsField(text: ByteText, at: number, delimiter: ByteText): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code === LF || code === CR || (delimiter !== "" && text.startsWith(delimiter, at));
}

function linesBetween(text: ByteText, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF && text.charCodeAt(at + 1) !== CR))
      count++;
  }
  return count;
}

/** The fields of a record that `scanRecord` ended at `end`, quotes taken off; puts into `inQuotes` which had them. */
export function splitRecord(
  text: ByteText,
  from: number,
  end: number,
  splitter: Splitter,
  inQuotes?: Set<number>,
): ByteText[] {
  const record = text.slice(from, end);
  const { delimiter, quote, runs } = splitter;
  if (delimiter !== "" && !runs && (quote === "" || !record.includes(quote))) return record.split(delimiter);
  const fields: ByteText[] = [];
  const scan = emptyScan();
  let at = 0;
  for (;;) {
    if (quote !== "" && record.startsWith(quote, at)) {
      const close = endOfQuoted(record, at, splitter, scan);
      const closed = !scan.open;
      inQuotes?.add(fields.length);
      fields.push(unquoted(record.slice(at + 1, closed ? close - 1 : close), splitter));
      at = close;
    } else {
      const stop = delimiter === "" ? -1 : record.indexOf(delimiter, at);
      fields.push(record.slice(at, stop < 0 ? record.length : stop));
      at = stop < 0 ? record.length : stop;
    }
    if (at >= record.length) return fields;
    at += delimiter.length;
    if (runs) while (record[at] === delimiter) at++;
    if (at >= record.length) {
      fields.push("");
      return fields;
    }
  }
}

/** The text of a quoted field: escaped quotes and escape characters stand for themselves, all else stays. */
export function unquoted(inner: ByteText, { quote, escape: sign }: Splitter): ByteText {
  if (!inner.includes(sign)) return inner;
  if (sign === quote) return inner.replaceAll(quote + quote, quote);
  let text = "";
  for (let at = 0; at < inner.length; at++) {
    const next = inner[at + 1];
    if (inner[at] === sign && (next === quote || next === sign)) at++;
    text += inner[at];
  }
  return text;
}
