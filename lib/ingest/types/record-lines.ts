import { createReadStream } from "node:fs";
import type { ReaderOptions } from "#lib/ingest/worker/text-table.ts";

const [LF, CR] = [10, 13];

/**
 * The physical lines, from 1, on which data records (from 1, ascending) of a delimited file begin. It splits as DuckDB
 * does: empty lines are no records where there are several columns, and a quote counts at a field's beginning.
 */
export async function linesOfRecords(
  path: string,
  how: { reader: ReaderOptions; columns: number; signal: AbortSignal },
  records: readonly number[],
): Promise<Map<number, number>> {
  const lines = new Map<number, number>();
  const scanner = scannerFor(how.reader, how.columns);
  let next = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal: how.signal })) {
    scanner(chunk, (record, line) => {
      if (record !== records[next]) return true;
      lines.set(record, line);
      next++;
      return next < records.length;
    });
    if (next >= records.length) break;
  }
  return lines;
}

type Found = (record: number, line: number) => boolean;

/** Answers false from `found` to end it. */
function scannerFor(reader: ReaderOptions, columns: number): (chunk: Buffer, found: Found) => void {
  const quote = reader.quote.charCodeAt(0);
  const escapeSign = reader.escape.charCodeAt(0);
  const comment = reader.comment.charCodeAt(0);
  const delimiterEnd = Buffer.from(reader.delimiter).at(-1);
  let [line, record, before] = [1, 0, LF];
  let [quoted, escaped, started, inComment] = [false, false, false, false];
  return (chunk, found) => {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      const isEnd = byte === LF || byte === CR;
      if (byte === LF && before === CR) {
        before = byte;
        continue;
      }
      if (quoted) {
        if (escaped) escaped = false;
        else if (byte === escapeSign && escapeSign !== quote) escaped = true;
        else if (byte === quote) quoted = false;
      } else if (isEnd) {
        if (!started && columns === 1 && line > reader.skip && !found(++record, line)) return;
        [started, inComment] = [false, false];
      } else if (!inComment) {
        if (!started) {
          inComment = byte === comment;
          started = !inComment;
          if (started && line > reader.skip && !found(++record, line)) return;
        }
        // A doubled quote closes and opens again.
        if (byte === quote && (before === LF || before === CR || before === delimiterEnd || before === quote))
          quoted = true;
      }
      if (isEnd) line++;
      before = byte;
    }
  };
}
