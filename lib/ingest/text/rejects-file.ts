import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { readable } from "./byte-text.ts";
import type { Rejected } from "./walk-state.ts";

/** The columns of every file of rejects. */
const HEADER = "line,column,reason,text\n";
/** Rejected texts are kept up to this length; a line may be of any. */
const LONGEST = 64 * 1024;

/** Adds rejected rows to a file, as CSV without a header. */
export async function writeRejects(path: string, rejected: Rejected[]): Promise<void> {
  if (rejected.length === 0) return;
  const rows = rejected.map(
    ({ line, reason, raw }) => `${line},,${quoted(reason)},${quoted(readable(raw.slice(0, LONGEST)))}\n`,
  );
  await appendFile(path, rows.join(""));
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Puts the rows of `from` behind those of `to`, or, where there is none yet, begins it. */
export async function appendRejects(from: string, to: string): Promise<void> {
  if (!existsSync(to)) await appendFile(to, HEADER);
  await pipeline(createReadStream(from), createWriteStream(to, { flags: "a" }));
}
