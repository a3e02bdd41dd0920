import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import type { ByteText } from "./byte-text.ts";
import { type CleanDialect, cleanDialect } from "./clean-dialect.ts";
import { LineIndex } from "./line-index.ts";
import { writeRejects } from "./rejects-file.ts";
import { noRepairs, type Repairs } from "./repairs.ts";
import type { Shape } from "./shape.ts";
import { walk } from "./walk-records.ts";
import { startWalk } from "./walk-state.ts";

const CHUNK_BYTES = 1024 * 1024;

export interface Rewritten {
  dialect: CleanDialect;
  repairs: Repairs;
  lines: LineIndex;
  records: number;
  byte_size: number;
}

interface Job {
  from_path: string;
  /** Where in the file the text that `shape` knows begins: behind a byte-order mark. */
  offset: number;
  to_path: string;
  shape: Shape;
  signal: AbortSignal;
  /** Where the rejected rows go, as CSV without a header; made only where there are any. */
  rejects_path: string;
  on_bytes: (read: number) => void;
}

/**
 * Copies a table's data rows so that DuckDB can read them by the book: each with as many fields as there are columns,
 * one line end, no header. What does not fit is mended, moved to the rejects or left out, and counted. Memory
 * is bounded by the longest record (16 MiB).
 */
export async function rewriteTable(job: Job): Promise<Rewritten> {
  const { from_path, offset, to_path, shape, signal } = job;
  const dialect = cleanDialect(shape.splitter, shape.line_end);
  const out = createWriteStream(to_path, { highWaterMark: 4 * CHUNK_BYTES });
  const state = startWalk(shape, dialect, { repairs: noRepairs(), lines: new LineIndex() });
  let rest: ByteText = "";
  let read = 0;
  let written = 0;
  let enough = 0;
  const write = async (text: ByteText) => {
    if (text === "") return;
    written += text.length;
    if (!out.write(text, "latin1")) await once(out, "drain", { signal });
  };
  const source = createReadStream(from_path, {
    start: offset + shape.body_from,
    highWaterMark: CHUNK_BYTES,
    signal,
  });
  try {
    for await (const chunk of source) {
      const bytes: Buffer = chunk;
      read += bytes.length;
      rest += bytes.toString("latin1");
      if (rest.length < enough) continue;
      const step = walk(state, rest, false);
      rest = step.rest;
      // A record that goes on is looked at again only when twice as much of it is there.
      enough = 2 * rest.length;
      await write(step.out);
      await writeRejects(job.rejects_path, state.rejected.splice(0));
      job.on_bytes(read);
    }
    await write(walk(state, rest, true).out);
    await writeRejects(job.rejects_path, state.rejected.splice(0));
    out.end();
    await finished(out);
  } finally {
    out.destroy();
  }
  return { dialect, repairs: state.repairs, lines: state.lines, records: state.records, byte_size: written };
}
