import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { RowWriter } from "./row-writer.ts";
import { slicesOf } from "./slices.ts";
import type { Members, Structure } from "./structure.ts";
import { keyText } from "./survey.ts";

/** Where numbers are to become texts, as they are written: `1.50` that is read as a number is 1.5. */
type Digits = "here" | { list: Digits } | { members: Map<string, Digits> };

const [SPACE, MINUS, ZERO, NINE, OPEN_OBJECT, OPEN_ARRAY] = [0x20, 0x2d, 0x30, 0x39, 0x7b, 0x5b];

/** Structures whose numbers may end as text. */
const AS_WRITTEN = ["MIXED", "DIGITS", "TEXT"];

/** Null where no number can end as text. */
export function digitsIn(of: Structure): Digits | null {
  if (typeof of === "string") return AS_WRITTEN.includes(of) ? "here" : null;
  if ("list" in of) {
    const list = digitsIn(of.list);
    return list === null ? null : { list };
  }
  return digitsInMembers(of.members);
}

export function digitsInMembers(members: Members): Digits | null {
  const found = members.flatMap(([key, of]): [string, Digits][] => {
    const digits = digitsIn(of);
    return digits === null ? [] : [[key, digits]];
  });
  return found.length === 0 ? null : { members: new Map(found) };
}

/**
 * Rewrites objects, one a line, with those numbers in quotes that may end as text. Of more rows than `most` the others
 * are left out. Answers the longest line, in bytes.
 */
export async function keepDigits(
  path: string,
  target: string,
  { digits, most, signal }: { digits: Digits; most: number; signal: AbortSignal },
): Promise<number> {
  const writer = new RowWriter(target);
  let longest = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    signal.throwIfAborted();
    if (writer.count >= most) break;
    if (line.trim() === "") continue;
    const row = quotedIn(Buffer.from(line), digits);
    longest = Math.max(longest, row.length);
    writer.add([row]);
    await writer.flush();
  }
  await writer.end();
  return longest;
}

function quotedIn(raw: Buffer, digits: Digits): Buffer {
  const first = raw.find((byte) => byte > SPACE) ?? 0;
  if (digits === "here") {
    const isNumber = first === MINUS || (first >= ZERO && first <= NINE);
    return isNumber ? Buffer.from(`"${raw.toString("latin1").trim()}"`) : raw;
  }
  const isObject = "members" in digits;
  if (first !== (isObject ? OPEN_OBJECT : OPEN_ARRAY)) return raw;
  const slices = slicesOf(raw, isObject);
  const parts: Buffer[] = [];
  for (let at = 0; at < slices.count; at++) {
    const value = slices.at(at) ?? Buffer.from("null");
    const key = slices.keys[at];
    const inner = isObject ? digits.members.get(key === undefined ? "" : keyText(key)) : digits.list;
    if (at > 0) parts.push(Buffer.from(","));
    if (key !== undefined) parts.push(key, Buffer.from(":"));
    parts.push(inner === undefined ? value : quotedIn(value, inner));
  }
  const [open, close] = isObject ? ["{", "}"] : ["[", "]"];
  return Buffer.concat([Buffer.from(open), ...parts, Buffer.from(close)]);
}
