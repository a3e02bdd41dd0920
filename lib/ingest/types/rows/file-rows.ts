import { createReadStream } from "node:fs";
import { type ByteText, byteText, readable } from "#lib/ingest/text/byte-text.ts";
import { emptyScan, type Scan, type Splitter, scanRecord, splitRecord } from "#lib/ingest/text/splitter.ts";
import { NO_VALUES, ReadingFault } from "#lib/ingest/types/reading-fault.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";

type Row = (string | null)[];

const CHUNK_BYTES = 1024 * 1024;
const LONGEST_BYTES = 16 * 1024 * 1024;
const MARK = "\xef\xbb\xbf";

/**
 * The data rows of a table of several columns, those of about a MiB at a time; empty lines are none. Throws `ReadingFault`
 * where the text is not as the table's reader says.
 */
export async function* rowsOfFile(table: TextTable, signal: AbortSignal): AsyncGenerator<Row[]> {
  const { reader, names, path } = table;
  const [delimiter, quote, sign] = [reader.delimiter, reader.quote, reader.escape].map(byteText);
  const splitter = { delimiter: delimiter ?? "", quote: quote ?? "", escape: sign ?? "", runs: false };
  const state: State = { splitter, width: names.length, skip: reader.skip, as_sent: table.line_of === null };
  let rest: ByteText | null = null;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, signal })) {
    const bytes: Buffer = chunk;
    const piece: ByteText = bytes.toString("latin1");
    const text: ByteText =
      rest === null && piece.startsWith(MARK) ? piece.slice(MARK.length) : (rest ?? "") + piece;
    const { rows, end } = rowsOf(text, state, false);
    rest = text.slice(end);
    if (rest.length > LONGEST_BYTES) throw new ReadingFault("a record of the CSV is too long");
    if (rows.length > 0) yield rows;
  }
  const { rows } = rowsOf(rest ?? "", state, true);
  if (rows.length > 0) yield rows;
}

interface State {
  splitter: Splitter;
  width: number;
  /** Records before the first row that are still to come. */
  skip: number;
  /** In a copy of ours there are no rows without any value. */
  as_sent: boolean;
}

function rowsOf(text: ByteText, state: State, whole: boolean): { rows: Row[]; end: number } {
  const rows: Row[] = [];
  const scan: Scan = emptyScan();
  let at = 0;
  for (; at < text.length; at = scan.next) {
    scanRecord(text, at, state.splitter, scan);
    // A line end may be torn.
    if (!whole && scan.next + 2 >= text.length) break;
    if (state.skip > 0) state.skip--;
    else if (scan.end > at) rows.push(rowAt(text, at, scan, state));
  }
  return { rows, end: at };
}

function rowAt(text: ByteText, at: number, scan: Scan, { splitter, width, as_sent }: State): Row {
  if (!scan.regular || scan.fields !== width)
    throw new ReadingFault(`a row of the CSV has ${scan.fields} fields instead of ${width}`);
  const cells = splitRecord(text, at, scan.end, splitter);
  if (as_sent && cells.every((cell) => cell.trim() === "")) throw new ReadingFault(NO_VALUES);
  return cells.map((cell) => (cell === "" ? null : readable(cell)));
}
