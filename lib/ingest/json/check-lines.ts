import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import type { RejectList } from "./reject-list.ts";

interface Input {
  path: string;
  target: string;
  rejects: RejectList;
  /** Whether the lines of `path` are those of the file as it was sent. */
  isSource: boolean;
  signal: AbortSignal;
}

export interface Checked {
  kept: number;
  /** Rows in which a `NaN` or an `Infinity` became null. */
  mended: number;
}

/**
 * Copies the lines that are JSON objects to `target`, without blank ones, and lists the others as rejects. `NaN` and
 * `Infinity`, which Python writes though JSON has no such word, become null.
 */
export async function checkLines({ path, target, rejects, isSource, signal }: Input): Promise<Checked> {
  const good = createWriteStream(target, { mode: 0o600 });
  let number = 0;
  const checked: Checked = { kept: 0, mended: 0 };
  const input = createReadStream(path);
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    signal.throwIfAborted();
    number++;
    if (line.trim() === "") continue;
    const reason = faultOf(line);
    const mended = reason === null ? null : withoutWords(line);
    if (reason === null || (mended !== null && faultOf(mended) === null)) {
      checked.kept++;
      if (mended !== null) checked.mended++;
      if (!good.write(`${mended ?? line}\n`)) await once(good, "drain");
      continue;
    }
    rejects.add({ line: isSource ? number : null, column: null, reason, text: line });
    await rejects.flush();
  }
  good.end();
  await finished(good);
  return checked;
}

function faultOf(line: string): string | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return "not an object, as the other lines are";
    return hasHalfCharacter(line, value) ? "half of a character (a lone \\ud800 … \\udfff)" : null;
  } catch {
    return "not valid JSON";
  }
}

/** Strings are passed over as wholes. */
const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
const MOST_MENDED = 1024 * 1024;

/** Null where there is no such word, or too much to look through. */
function withoutWords(line: string): string | null {
  if (line.length > MOST_MENDED || !/NaN|Infinity/.test(line)) return null;
  return line.replace(STRING_OR_WORD, (found) => (found.startsWith('"') ? found : "null"));
}

/** JavaScript takes half of a surrogate pair, and writes it escaped; UTF-8 has no place for it. */
function hasHalfCharacter(line: string, value: object): boolean {
  return /\\u[dD][89a-fA-F]/.test(line) && /\\ud[89a-f]/.test(JSON.stringify(value));
}
