import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { type ByteText, readable } from "./byte-text.ts";
import { type OpenText, readSample } from "./open-text.ts";
import type { Rewritten } from "./rewrite.ts";
import { type SampleRow, sampleRows } from "./sample-rows.ts";
import type { Shape } from "./shape.ts";
import type { Splitter } from "./splitter.ts";

const MOST_CELLS = 400_000;
const MOST_ROWS = 20_000;
/** Of a file that is too large to be looked at as a whole. */
const MOST_HEAD_ROWS = 5_000;
const MOST_PIECE_ROWS = 1_000;

/** The file as it stands, for DuckDB to read. */
export function fileTable(text: OpenText, shape: Shape, names: string[]): TextTable {
  const rows = sampleOf(text, shape.body_from, shape.splitter, shape.width, shape.line_end);
  return {
    path: text.path,
    reader: {
      delimiter: readable(shape.splitter.delimiter),
      quote: readable(shape.splitter.quote),
      escape: readable(shape.splitter.escape),
      skip: shape.head_records,
      comment: "",
      lenient: false,
    },
    names,
    ...rows,
    byte_size: text.byte_size,
    // The lines of a copy in UTF-8 are those of the file.
    line_of: null,
  };
}

/** A copy made by `rewriteTable`. */
export async function copyTable(
  path: string,
  copy: Rewritten,
  shape: Shape,
  names: string[],
): Promise<TextTable> {
  const { delimiter, quote, line_end } = copy.dialect;
  const { head, whole, pieces } = await readSample(path, copy.byte_size);
  const text = {
    head: head.toString("latin1"),
    whole,
    pieces: pieces.map((piece) => piece.toString("latin1")),
  };
  const splitter = { delimiter, runs: false, quote, escape: quote };
  return {
    path,
    reader: { delimiter: readable(delimiter), quote, escape: quote, skip: 0, comment: "", lenient: false },
    names,
    ...sampleOf(text, 0, splitter, shape.width, line_end),
    byte_size: copy.byte_size,
    line_of: (record) => copy.lines.lineOf(record),
  };
}

function sampleOf(
  { head, whole, pieces }: Pick<OpenText, "head" | "whole" | "pieces">,
  from: number,
  splitter: Splitter,
  width: number,
  line_end: ByteText,
): Pick<TextTable, "sample" | "sample_is_whole"> {
  const most = Math.min(whole ? MOST_ROWS : MOST_HEAD_ROWS, Math.max(1_000, Math.floor(MOST_CELLS / width)));
  const first = sampleRows(head, from, splitter, { width, most: most + 1, whole });
  const sample_is_whole = whole && first.length <= most;
  const others = pieces.flatMap((piece, index): SampleRow[] => {
    const start = piece.indexOf(line_end) + line_end.length;
    const last = index === pieces.length - 1;
    return sampleRows(piece, start, splitter, { width, most: MOST_PIECE_ROWS, whole: last });
  });
  return { sample: [...first.slice(0, most), ...others], sample_is_whole };
}
