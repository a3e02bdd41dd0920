import { isUtf8 } from "node:buffer";
import chardet from "chardet";
import iconv from "iconv-lite";

export interface FoundEncoding {
  /** As the receipt shows it: "utf-8", "utf-16le", "windows-1252" … */
  name: string;
  /** Length of the byte-order mark. */
  mark: number;
}

const MARKS: [name: string, bytes: number[]][] = [
  ["utf-32le", [0xff, 0xfe, 0, 0]],
  ["utf-32be", [0, 0, 0xfe, 0xff]],
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * The encoding of a text by its byte-order mark, by where zero bytes stand, as UTF-8 where it is valid, else by the
 * frequency of its letters (chardet). `sample` may be cut in a character.
 */
export function findEncoding(sample: Buffer): FoundEncoding {
  for (const [name, bytes] of MARKS) {
    if (bytes.every((byte, index) => sample[index] === byte)) return { name, mark: bytes.length };
  }
  const wide = wideEncoding(sample);
  if (wide !== null) return { name: wide, mark: 0 };
  if (isUtf8Cut(sample) || isMostlyUtf8(sample)) return { name: "utf-8", mark: 0 };
  return { name: guessed(sample), mark: 0 };
}

/** Whether it is valid UTF-8, a character cut at its end (and its beginning) aside. */
export function isUtf8Cut(sample: Buffer): boolean {
  let from = 0;
  while (from < 3 && ((sample[from] ?? 0) & 0xc0) === 0x80) from++;
  for (let cut = 0; cut <= 3; cut++) {
    if (isUtf8(sample.subarray(from, sample.length - cut))) return true;
  }
  return false;
}

/** Characters of two bytes or more that UTF-8 allows outnumber by far the bytes that it does not. */
function isMostlyUtf8(sample: Buffer): boolean {
  const text = sample.toString("latin1");
  const right =
    text.match(/[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g)?.length ?? 0;
  const foreign = text.replace(
    /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g,
    "",
  );
  const wrong = foreign.match(/[\x80-\xff]/g)?.length ?? 0;
  return right >= 3 && right >= 4 * wrong;
}

/** Latin letters in two or four bytes leave a zero at each second or fourth place, and hardly one elsewhere. */
function wideEncoding(sample: Buffer): string | null {
  const zeros = [0, 0, 0, 0];
  const length = Math.min(sample.length, 64 * 1024);
  for (let at = 0; at < length; at++) if (sample[at] === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1;
  const share = zeros.map((count) => (4 * count) / Math.max(1, length));
  const [a = 0, b = 0, c = 0, d = 0] = share;
  if (a < 0.05 && b > 0.9 && c > 0.9 && d > 0.9) return "utf-32le";
  if (d < 0.05 && a > 0.9 && b > 0.9 && c > 0.9) return "utf-32be";
  if (a + c < 0.1 && b > 0.4 && d > 0.4) return "utf-16le";
  if (b + d < 0.1 && a > 0.4 && c > 0.4) return "utf-16be";
  return null;
}

/** ISO 8859 sets that Windows extends: their control characters are letters and signs there. */
const EXTENDED: Record<string, string> = {
  "iso-8859-1": "windows-1252",
  "iso-8859-2": "windows-1250",
  "iso-8859-7": "windows-1253",
  "iso-8859-8": "windows-1255",
  "iso-8859-9": "windows-1254",
  "iso-8859-6": "windows-1256",
};
/** chardet's certainty (0..100) below which the most usual one is taken. */
const SURE = 45;
/** Where whole words are foreign the script is no Latin one, and less certainty is enough. */
const SURE_OF_SCRIPT = 20;
const USUAL = "windows-1252";
const LATIN = new Set([USUAL, "windows-1250", "windows-1254", "windows-1257", "windows-1258"]);

function guessed(sample: Buffer): string {
  const foreign = foreignBytes(sample);
  const otherScript = foreign.in_runs > 0.6 * foreign.count;
  for (const { name, confidence } of chardet.analyse(sample)) {
    const known = name.toLowerCase();
    if (known.startsWith("utf") || known === "ascii" || known.startsWith("iso-2022")) continue;
    const taken = EXTENDED[known] ?? known;
    if (!iconv.encodingExists(taken)) continue;
    if (otherScript && (LATIN.has(taken) || (taken === HEBREW && foreign.hebrew < 0.9 * foreign.count)))
      continue;
    const sure = confidence >= (otherScript ? SURE_OF_SCRIPT : SURE) && foreign.count >= 8;
    return sure ? taken : USUAL;
  }
  return USUAL;
}

const HEBREW = "windows-1255";

/** Bytes beyond ASCII: how many, how many beside another one, how many that are letters in Hebrew. */
function foreignBytes(sample: Buffer): { count: number; in_runs: number; hebrew: number } {
  const found = { count: 0, in_runs: 0, hebrew: 0 };
  for (let at = 0; at < sample.length; at++) {
    const byte = sample[at] ?? 0;
    if (byte < 0x80) continue;
    found.count++;
    if ((sample[at - 1] ?? 0) >= 0x80 || (sample[at + 1] ?? 0) >= 0x80) found.in_runs++;
    if (byte >= 0xe0 && byte <= 0xfa) found.hebrew++;
  }
  return found;
}

/** The name iconv knows a person's wish by; null for an unknown one. */
export function encodingNamed(wish: string): string | null {
  const name = wish.trim().toLowerCase();
  if (name === "utf8") return "utf-8";
  if (name === "latin1" || name === "iso-8859-1" || name === "latin-1" || name === "cp1252") return USUAL;
  return iconv.encodingExists(name) ? name : null;
}
