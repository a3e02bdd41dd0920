import { type ByteText, readable } from "./byte-text.ts";
import { emptyScan, type Splitter, scanRecord, splitRecord } from "./splitter.ts";

export type SampleRow = (string | null)[];

/** The rows of a piece of orderly text, at most `most`; the last only where the text does not break off in it. */
export function sampleRows(
  text: ByteText,
  from: number,
  splitter: Splitter,
  { width, most, whole }: { width: number; most: number; whole: boolean },
): SampleRow[] {
  const rows: SampleRow[] = [];
  const scan = emptyScan();
  for (let at = from; at < text.length && rows.length < most; at = scan.next) {
    scanRecord(text, at, splitter, scan);
    if (!whole && scan.next >= text.length) break;
    if (scan.fields !== width) continue;
    rows.push(splitRecord(text, at, scan.end, splitter).map((cell) => (cell === "" ? null : readable(cell))));
  }
  return rows;
}
