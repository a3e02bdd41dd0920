import "server-only";
import type { Head } from "./format.ts";

const NUL = 0;

/** The text at the file's start (a byte-order mark taken off), or null when the bytes are no text. */
export function textOf(head: Head): string | null {
  const { first } = head;
  const utf16 = encodingOfMark(first);
  if (utf16 !== null) return new TextDecoder(utf16).decode(first);
  if (first.includes(NUL)) return null;
  return new TextDecoder("utf-8").decode(first);
}

/** UTF-16 announces itself by its byte-order mark; anything else is utf-8 or a one-byte encoding. */
export function encodingOfMark(first: Buffer): "utf-16le" | "utf-16be" | null {
  if (first[0] === 0xff && first[1] === 0xfe) return "utf-16le";
  if (first[0] === 0xfe && first[1] === 0xff) return "utf-16be";
  return null;
}

/** The first line that is not blank. */
export function headerLine(text: string): string {
  return text.split(/\r\n|\r|\n/).find((line) => line.trim() !== "") ?? "";
}
