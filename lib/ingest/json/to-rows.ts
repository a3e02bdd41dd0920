import { createReadStream } from "node:fs";
import { formatBytes } from "#lib/core/format.ts";
import type { ModuleTools } from "#lib/engine/module.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import type { RejectList } from "./reject-list.ts";
import { MOST_DEPTH, MOST_VALUE_BYTES } from "./scanner.ts";
import { shapeOf } from "./shape.ts";
import { surveyJson } from "./survey.ts";
import { writeObjectRows } from "./write-object-rows.ts";
import { rowsPath, type Written, writeListRows } from "./write-rows.ts";

/** A table in one object is taken apart in memory. */
const MOST_OBJECT_BYTES = 32 * 1024 * 1024;

export interface RowLines {
  /** One JSON object a line, if all is well. */
  path: string;
  /** Whether `path` is the file as it was sent, so that its lines are the person's. */
  isSource: boolean;
  /** The longest line, in bytes. */
  longest: number;
  lines: number;
  warnings: string[];
  /** Rows to be looked at, from the first. */
  most: number;
}

interface Input {
  path: string;
  byte_size: number;
  isLines: boolean;
  rejects: RejectList;
  most: number;
}

/** Any JSON as objects one a line: the file itself where it is that already, else the scratch file `rows`. */
export async function toRows(
  tools: ModuleTools,
  { path, byte_size, isLines, rejects, most }: Input,
): Promise<RowLines> {
  const report = (bytes: number) => tools.report((0.3 * bytes) / Math.max(1, byte_size));
  if (isLines) {
    const { longest, lines, startsList } = await surveyLines(path, tools.signal, report);
    const plain = { path, isSource: true, longest, lines, warnings: [], most };
    if (!startsList) return plain;
    const shape = { kind: "rows", parent: -1, of: "arrays", header: null, note: null } as const;
    return fromWritten(tools, await writeListRows(tools, path, shape, rejects, most), [], most);
  }
  const shape = shapeOf(await surveyJson(path, tools.signal, report));
  if (shape === null) throw new FileFault("it holds no values");
  if (shape.kind === "rows") {
    const notes = shape.note === null ? [] : [shape.note];
    return fromWritten(tools, await writeListRows(tools, path, shape, rejects, most), notes, most);
  }
  if (byte_size > MOST_OBJECT_BYTES) {
    throw new FileFault(
      `it is one object of ${formatBytes(byte_size)}, and a table in one object may have ${formatBytes(MOST_OBJECT_BYTES)}. Write it as a list of rows`,
    );
  }
  const note = shape.kind === "keyed-rows" ? ['The names of the file\'s members are the column "key".'] : [];
  return fromWritten(tools, await writeObjectRows(tools, path, shape.kind), note, most);
}

async function fromWritten(
  tools: ModuleTools,
  written: Written,
  notes: string[],
  most: number,
): Promise<RowLines> {
  const path = rowsPath(tools);
  const { longest, lines } = await surveyLines(path, tools.signal, () => undefined);
  return {
    path,
    isSource: false,
    longest,
    lines,
    warnings: [...notes, ...written.warnings],
    most,
  };
}

const [QUOTE, BACKSLASH, NEWLINE] = [0x22, 0x5c, 0x0a];

/** How long and how deep lines are. A line with a missing bracket spoils no other line. */
async function surveyLines(
  path: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<{ longest: number; lines: number; startsList: boolean }> {
  const seen = { length: 0, longest: 0, lines: 1, depth: 0, inString: false, escaped: false, bytes: 0 };
  let first = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    signal.throwIfAborted();
    const bytes: Buffer = chunk;
    if (first <= 0x20) first = bytes.find((byte) => byte > 0x20) ?? 0;
    follow(bytes, seen);
    seen.bytes += bytes.length;
    onBytes(seen.bytes);
  }
  return { longest: Math.max(seen.longest, seen.length), lines: seen.lines, startsList: first === 0x5b };
}

function follow(
  chunk: Buffer,
  seen: {
    length: number;
    longest: number;
    lines: number;
    depth: number;
    inString: boolean;
    escaped: boolean;
  },
): void {
  let { length, longest, lines, depth, inString, escaped } = seen;
  for (let at = 0; at < chunk.length; at++) {
    const byte = chunk[at];
    length++;
    if (byte === NEWLINE) {
      if (length > longest) longest = length;
      if (length > MOST_VALUE_BYTES) break;
      lines++;
      length = 0;
      depth = 0;
      inString = false;
      escaped = false;
    } else if (inString) {
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    if (depth > MOST_DEPTH)
      throw new FileFault(
        `it is nested more than ${MOST_DEPTH} levels deep. Tables are made of flatter values`,
      );
  }
  if (length > MOST_VALUE_BYTES) throw new FileFault("one of its rows is larger than 64 MB");
  Object.assign(seen, { length, longest, lines, depth, inString, escaped });
}
