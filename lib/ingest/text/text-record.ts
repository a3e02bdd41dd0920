import type { ByteText } from "./byte-text.ts";
import { type CellKind, cellKind } from "./cell-kind.ts";
import { readings } from "./repair-record.ts";
import {
  behindLineEnd,
  emptyScan,
  endOfLine,
  type Scan,
  type Splitter,
  scanRecord,
  splitRecord,
} from "./splitter.ts";

/** A record of a text that is looked at closely. */
export interface TextRecord {
  /** Where it begins, where it ends without its line end, and where the next begins. */
  from: number;
  end: number;
  next: number;
  /** Its first physical line, from 1. */
  line: number;
  fields: ByteText[];
  kinds: CellKind[];
  /** Cells that are not blank. */
  filled: number;
  /** Every quote stands where it should, and it does not break off. */
  regular: boolean;
  quoted: boolean;
}

/** The first records of a text, at most `most`. `whole` says that the text does not break off in its last record. */
export function recordsOf(text: ByteText, splitter: Splitter, most: number, whole: boolean): TextRecord[] {
  const records: TextRecord[] = [];
  const scan = emptyScan();
  let line = 1;
  for (let at = 0; at < text.length && records.length < most; at = scan.next) {
    scanRecord(text, at, splitter, scan);
    if (!whole && scan.next >= text.length && records.length > 0) break;
    const fields = scan.regular
      ? splitRecord(text, at, scan.end, splitter)
      : lenientFields(text, at, splitter, scan);
    records.push(
      textRecord(fields, {
        from: at,
        end: scan.end,
        next: scan.next,
        line,
        regular: scan.regular,
        quoted: scan.quoted,
      }),
    );
    line += scan.lines;
  }
  return records;
}

/** A record whose quotes do not come out is its first line alone, where that can be read by itself. */
function lenientFields(text: ByteText, from: number, splitter: Splitter, scan: Scan): ByteText[] {
  if (scan.lines === 1 && !scan.open) return splitRecord(text, from, scan.end, splitter);
  const end = endOfLine(text, from);
  const [reading] = readings(text.slice(from, end), splitter);
  if (reading === undefined) return splitRecord(text, from, scan.end, splitter);
  scan.end = end;
  scan.next = behindLineEnd(text, end);
  scan.lines = 1;
  return reading.fields;
}

export function textRecord(
  fields: ByteText[],
  place: Pick<TextRecord, "from" | "end" | "next" | "line" | "regular" | "quoted">,
): TextRecord {
  const kinds = fields.map(cellKind);
  return { ...place, fields, kinds, filled: kinds.filter((kind) => kind !== "blank").length };
}

export function isBlank(record: TextRecord): boolean {
  return record.filled === 0;
}

/** A title, a note: one text at the row's beginning and nothing behind it. */
export function isTitleLike(record: TextRecord): boolean {
  return record.filled === 1 && record.kinds[0] !== "blank";
}

export function isComment(record: TextRecord): boolean {
  return /^\s*(?:#|%|\/\/)/.test(record.fields[0] ?? "");
}
