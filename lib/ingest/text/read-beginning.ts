import { cleanDialect } from "./clean-dialect.ts";
import { findTable, type TableWish } from "./find-table.ts";
import { LineIndex } from "./line-index.ts";
import type { OpenText } from "./open-text.ts";
import { noRepairs, type Repairs } from "./repairs.ts";
import { type SampleRow, sampleRows } from "./sample-rows.ts";
import type { Shape } from "./shape.ts";
import { walk } from "./walk-records.ts";
import { startWalk } from "./walk-state.ts";

export interface Beginning {
  shape: Shape;
  /** As `rewriteTable` would write them. */
  rows: SampleRow[];
  repairs: Repairs;
  lines: LineIndex;
}

/** Reads the rows of a text held in memory, at most `most`, just as a load would. Throws `FileFault`. */
export function readBeginning(
  text: Pick<OpenText, "head" | "whole">,
  wish: TableWish,
  most: number,
): Beginning {
  const shape = findTable(text, wish);
  const dialect = cleanDialect(shape.splitter, shape.line_end);
  const state = startWalk(shape, dialect, { repairs: noRepairs(), lines: new LineIndex() });
  const { out } = walk(state, text.head.slice(shape.body_from), text.whole);
  const { delimiter, quote } = dialect;
  const splitter = { delimiter, quote, escape: quote, runs: false };
  const rows = sampleRows(out, 0, splitter, { width: shape.width, most, whole: true });
  return { shape, rows, repairs: state.repairs, lines: state.lines };
}
