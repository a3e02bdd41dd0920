import type { ByteText } from "./byte-text.ts";
import { cleanDialect } from "./clean-dialect.ts";
import { orderlyTotals } from "./closing-totals.ts";
import { LineIndex } from "./line-index.ts";
import type { OpenText } from "./open-text.ts";
import { noRepairs } from "./repairs.ts";
import type { Shape } from "./shape.ts";
import { emptyScan, scanRecord } from "./splitter.ts";
import { isPlain } from "./walk-records.ts";
import { startWalk, type Walk } from "./walk-state.ts";

const TRIES = 6;

/**
 * Whether DuckDB can read the file as it stands: every row that was looked at has as many fields as there are
 * columns, proper quotes and the same line end, and nothing else stands between or below them.
 */
export function isOrderly(text: OpenText, shape: Shape): boolean {
  const dialect = cleanDialect(shape.splitter, shape.line_end);
  const direct = dialect.verbatim || (shape.splitter.quote === "" && shape.splitter.delimiter !== "");
  if (!direct || !shape.plain_head || orderlyTotals(text, shape).spoil) return false;
  const state = startWalk(
    shape,
    { ...dialect, verbatim: true },
    { repairs: noRepairs(), lines: new LineIndex() },
  );
  if (!isOrderlyFrom(state, text.head, shape.body_from, text.whole)) return false;
  return text.pieces.every((piece, index) => {
    const last = index === text.pieces.length - 1;
    let from = 0;
    for (let tries = 0; tries < TRIES; tries++) {
      const end = piece.indexOf(shape.line_end, from);
      if (end < 0) return false;
      from = end + shape.line_end.length;
      if (isOrderlyFrom(state, piece, from, last)) return true;
    }
    return false;
  });
}

function isOrderlyFrom(state: Walk, text: ByteText, from: number, whole: boolean): boolean {
  const scan = emptyScan();
  for (let at = from; at < text.length; at = scan.next) {
    scanRecord(text, at, state.shape.splitter, scan);
    if (scan.next >= text.length && !whole) return true;
    // Only the very last line may lack its line end.
    const unended = scan.next === scan.end;
    if (unended ? scan.fields !== state.shape.width || !scan.regular : !isPlain(state, text, at, scan))
      return false;
  }
  return true;
}
