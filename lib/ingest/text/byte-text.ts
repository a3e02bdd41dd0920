/**
 * Text is cut and copied as UTF-8 bytes held in a one-byte string (each character one byte): slicing and
 * searching such strings is fast, no character is ever torn, and what needs no change is written back as it was.
 */
export type ByteText = string;

const ASCII = /^[\0-\x7f]*$/;

/** What a person reads in it. */
export function readable(bytes: ByteText): string {
  return ASCII.test(bytes) ? bytes : Buffer.from(bytes, "latin1").toString("utf8");
}

export function byteText(text: string): ByteText {
  return ASCII.test(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}
