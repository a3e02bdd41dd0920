import type { ByteText } from "./byte-text.ts";
import type { OpenText } from "./open-text.ts";
import { count, noRepairs, type Repairs } from "./repairs.ts";
import type { Shape } from "./shape.ts";
import { recordsOf } from "./text-record.ts";
import { firstTotal, judgeTotal } from "./total-row.ts";

/** How far from the end totals are looked for. */
const END_BYTES = 8 * 1024;
const MOST_RECORDS = 5_000;

type Lines = Pick<Shape, "splitter" | "line_end">;

/** Where in a text that ends with a table its closing sums begin; its length where there are none. */
export function closingTotals(text: ByteText, from: number, shape: Lines): number {
  const { begin, records } = lastRecords(text, from, shape);
  return begin + (records[0]?.from ?? text.length - begin);
}

/** The sums in the last 8 KiB, and what stands between and behind them. */
function lastRecords(text: ByteText, from: number, { splitter, line_end }: Lines) {
  const far = text.length - END_BYTES;
  const line = far > from ? text.lastIndexOf(line_end, far) : -1;
  const begin = line < from ? from : line + line_end.length;
  const records = recordsOf(text.slice(begin), splitter, MOST_RECORDS, true);
  return { begin, records: records.slice(firstTotal(records)) };
}

/**
 * The sums at the end of a file whose rows are all in order: those that spoil a column, for which it has to be
 * rewritten, and those that are rows, as repairs to be told of.
 */
export function orderlyTotals(text: OpenText, shape: Shape): { spoil: boolean; repairs: Repairs } {
  const repairs = noRepairs();
  const last = text.whole ? undefined : text.pieces.at(-1);
  const [end, from] = last === undefined ? [text.head, shape.body_from] : [last, 0];
  const { begin, records } = lastRecords(end, from, shape);
  let spoil = false;
  for (const record of records) {
    const verdict = judgeTotal(record, shape.models, false);
    if (verdict === "total") spoil = true;
    if (verdict !== "total_row") continue;
    // Where only the file's end was read its lines have no numbers.
    const line = last === undefined ? lineAt(end, begin + record.from) : 0;
    count(repairs.total_row, line, end.slice(begin + record.from, begin + record.end));
  }
  return { spoil, repairs };
}

function lineAt(text: ByteText, offset: number): number {
  return text.slice(0, offset).split(/\r\n|[\r\n]/).length;
}
