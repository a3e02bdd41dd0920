import type { Head } from "./head.ts";

const NUL = 0;
/** Of a text's bytes, at most these shares are NULs and other control characters (a broken export, a padded field). */
const MOST_NULS = 0.1;
const MOST_CONTROLS = 0.05;
const FEW = 2;
/** Latin letters in UTF-16 have a NUL in nearly every other byte. */
const UTF16_SHARE = 0.35;

/** The text at the file's start, or null when the bytes are no text. */
export function textOf(head: Head): string | null {
  const { first } = head;
  const utf16 = utf16Of(first);
  if (utf16 !== null) {
    const text = new TextDecoder(utf16).decode(first);
    return isWritten(text) ? text : null;
  }
  return looksLikeText(first) ? new TextDecoder("utf-8").decode(first) : null;
}

/** Bytes that only look like UTF-16 decode to characters that nobody writes. */
function isWritten(text: string): boolean {
  const odd = text.match(/(?!\s)[\p{Cc}\p{Cn}\p{Co}\p{Cs}]/gu)?.length ?? 0;
  return odd <= Math.max(1, text.length * MOST_CONTROLS);
}

function looksLikeText(bytes: Buffer): boolean {
  let nuls = 0;
  let controls = 0;
  for (const byte of bytes) {
    if (byte === NUL) nuls++;
    else if ((byte < 32 && (byte < 9 || byte > 13)) || byte === 127) controls++;
  }
  const most = bytes.length / 3;
  return (
    nuls + controls <= most &&
    nuls <= Math.max(FEW, bytes.length * MOST_NULS) &&
    controls <= Math.max(FEW, bytes.length * MOST_CONTROLS)
  );
}

/** UTF-16 by its byte-order mark, or by the zeros in every other byte; null for utf-8 and one-byte encodings. */
export function utf16Of(first: Buffer): "utf-16le" | "utf-16be" | null {
  if (first[0] === 0xff && first[1] === 0xfe) return "utf-16le";
  if (first[0] === 0xfe && first[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (const [at, byte] of first.entries()) if (byte === NUL) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const pairs = first.length / 2;
  if (odd > pairs * UTF16_SHARE && even <= pairs * 0.02) return "utf-16le";
  if (even > pairs * UTF16_SHARE && odd <= pairs * 0.02) return "utf-16be";
  return null;
}

/** The first line that is not blank. */
export function headerLine(text: string): string {
  return text.split(/\r\n|\r|\n/).find((line) => line.trim() !== "") ?? "";
}
