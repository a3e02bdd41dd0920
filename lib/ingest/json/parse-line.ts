import { isExactDouble } from "#lib/ingest/types/exact-number.ts";
import { hasRepeatedName } from "./repeated-name.ts";

/** Stands for a number with a fraction and with more digits than a DOUBLE gives back. */
export const LONG_FRACTION = Symbol("long fraction");

/** Digits and a point in a row: with fewer a DOUBLE gives all digits back. */
const LONG = 17;
const LONG_NUMBERS = /[\d.]{17,}(?:[eE][-+]?\d+)?/g;

/**
 * The value in a line's bytes; undefined for what is no JSON, for a name twice in one object, and for half of a
 * character, which UTF-8 has no place for.
 */
export function parsedLine(block: Buffer, from: number, to: number): { text: string; value: unknown } {
  const text = block.toString("utf8", from, to);
  try {
    const value: unknown = JSON.parse(text);
    if (hasRepeatedName(text, value)) return { text, value: undefined };
    if (mayHaveHalf(text) && /\\ud[89a-f]/.test(JSON.stringify(value))) return { text, value: undefined };
    const long = hasLongNumber(block, from, to) ? (text.match(LONG_NUMBERS) ?? []) : [];
    return { text, value: long.every(isExactDouble) ? value : JSON.parse(text, markLong) };
  } catch {
    return { text, value: undefined };
  }
}

const [DOT, ZERO, NINE] = [0x2e, 0x30, 0x39];

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= ZERO && byte <= NINE) || byte === DOT);
}

/** Looks at each seventeenth byte, and around those that are digits. */
function hasLongNumber(block: Buffer, from: number, to: number): boolean {
  for (let at = from + LONG - 1; at < to; at += LONG) {
    if (!isDigit(block[at])) continue;
    let [begin, end] = [at, at + 1];
    while (begin > from && isDigit(block[begin - 1])) begin--;
    while (end < to && isDigit(block[end])) end++;
    if (end - begin >= LONG) return true;
    at = Math.max(at, end - 1);
  }
  return false;
}

function mayHaveHalf(text: string): boolean {
  return text.includes("\\ud") || text.includes("\\uD");
}

/** A reviver: `source` is the number as it is written. */
function markLong(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || context?.source === undefined) return value;
  return Number.isInteger(value) || isExactDouble(context.source) ? value : LONG_FRACTION;
}
