import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { withoutComments } from "./comments.ts";
import type { RejectList } from "./reject-list.ts";
import { repeatedName } from "./repeated-name.ts";

interface Input {
  path: string;
  target: string;
  rejects: RejectList;
  /** Whether the lines of `path` are those of the file as it was sent. */
  isSource: boolean;
  signal: AbortSignal;
}

/** Rows that were kept, and of them those that were mended. */
export interface Checked {
  kept: number;
  /** A `NaN` or an `Infinity` became null. */
  words: number;
  commas: number;
  comments: number;
}

/**
 * Copies the lines that are JSON objects to `target`, without blank ones, and lists the others as rejects. What people and
 * programs write for JSON is mended: `NaN` and `Infinity` become null, comments and commas before a closing bracket go.
 */
export async function checkLines({ path, target, rejects, isSource, signal }: Input): Promise<Checked> {
  const good = createWriteStream(target, { mode: 0o600 });
  let number = 0;
  const checked: Checked = { kept: 0, words: 0, commas: 0, comments: 0 };
  const input = createReadStream(path);
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    signal.throwIfAborted();
    number++;
    if (line.trim() === "") continue;
    const reason = faultOf(line);
    const mended = reason === null ? null : mendedLine(line);
    if (mended !== null) for (const what of MENDED) if (mended[what]) checked[what]++;
    if (mended?.text.trim() === "") continue;
    if (reason === null || mended !== null) {
      checked.kept++;
      if (!good.write(`${mended?.text ?? line}\n`)) await once(good, "drain");
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
    const name = repeatedName(line);
    if (name !== null) return `the name ${JSON.stringify(name.slice(0, 60))} stands twice in one object`;
    return hasHalfCharacter(line, value) ? "half of a character (a lone \\ud800 … \\udfff)" : null;
  } catch {
    return "not valid JSON";
  }
}

const MENDED = ["words", "commas", "comments"] as const;
/** Strings are passed over as wholes. */
const STRING_OR_ODD = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b|,(?=\s*[}\]])/g;
const MOST_MENDED = 1024 * 1024;

/** The line as an object of JSON, or as nothing where it is a comment; null where that is impossible or too much to do. */
function mendedLine(line: string): ({ text: string } & Record<(typeof MENDED)[number], boolean>) | null {
  if (line.length > MOST_MENDED || !/NaN|Infinity|,\s*[}\]]|\//.test(line)) return null;
  const bare = line.includes("/") ? withoutComments(line) : line;
  const done = { words: false, commas: false, comments: bare !== line };
  const text = bare.replace(STRING_OR_ODD, (found) => {
    if (found.startsWith('"')) return found;
    if (found === ",") done.commas = true;
    else done.words = true;
    return found === "," ? "" : "null";
  });
  const isComment = done.comments && text.trim() === "";
  return isComment || faultOf(text) === null ? { text, ...done } : null;
}

/** JavaScript takes half of a surrogate pair, and writes it escaped; UTF-8 has no place for it. */
function hasHalfCharacter(line: string, value: object): boolean {
  return /\\u[dD][89a-fA-F]/.test(line) && /\\ud[89a-f]/.test(JSON.stringify(value));
}
