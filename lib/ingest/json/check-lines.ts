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

/**
 * Copies the lines that are JSON objects to `target`, without blank ones, and lists the others as rejects; answers
 * how many it kept. Slower than DuckDB's reading, so only for what that refused.
 */
export async function checkLines({ path, target, rejects, isSource, signal }: Input): Promise<number> {
  const good = createWriteStream(target, { mode: 0o600 });
  let number = 0;
  let kept = 0;
  const input = createReadStream(path);
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    signal.throwIfAborted();
    number++;
    if (line.trim() === "") continue;
    const reason = faultOf(line);
    if (reason === null) {
      kept++;
      if (!good.write(`${line}\n`)) await once(good, "drain");
      continue;
    }
    rejects.add({ line: isSource ? number : null, column: null, reason, text: line });
    await rejects.flush();
  }
  good.end();
  await finished(good);
  return kept;
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

/** JavaScript takes half of a surrogate pair, and writes it escaped; UTF-8 has no place for it. */
function hasHalfCharacter(line: string, value: object): boolean {
  return /\\u[dD][89a-fA-F]/.test(line) && /\\ud[89a-f]/.test(JSON.stringify(value));
}
