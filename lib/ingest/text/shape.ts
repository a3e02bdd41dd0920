import type { ByteText } from "./byte-text.ts";
import { type ColumnModel, columnModels } from "./column-model.ts";
import { headerOf, withHeaderAbove } from "./find-header.ts";
import { joinedNames, standsOverValues } from "./header-rows.ts";
import type { Splitter } from "./splitter.ts";
import { isBlank, isComment, isTitleLike, recordsOf, type TextRecord } from "./text-record.ts";
import { withoutTotals } from "./total-row.ts";

const MOST_RECORDS = 2_000;

export interface ShapeWish {
  header_rows?: number | undefined;
  /** Lines before the header. */
  skipped_rows?: number | undefined;
}

/** Where in a text the table stands. */
export interface Shape {
  splitter: Splitter;
  width: number;
  /** One a column, as the file writes them; null where it has no header. */
  names: ByteText[] | null;
  /** The header's rows, to know them again further down. */
  header_records: TextRecord[];
  header_rows: number;
  skipped_rows: number;
  header_texts: ByteText[];
  /** The line end that most lines have. */
  line_end: ByteText;
  /** Where the first data row begins: place in the text and line (from 1). */
  body_from: number;
  body_line: number;
  models: ColumnModel[];
  /** Lines before the table that say something. */
  preamble: TextRecord[];
  /** Preamble and header are plain records, one a line. */
  plain_head: boolean;
  /** Records before the body. */
  head_records: number;
}

/** Finds preamble, header, width and the columns' kinds from a text's beginning. */
export function findShape(text: ByteText, splitter: Splitter, whole: boolean, wish: ShapeWish): Shape {
  const records = withoutTotals(recordsOf(text, splitter, MOST_RECORDS, whole));
  const width = tableWidth(records);
  const start =
    wish.skipped_rows === undefined ? tableStart(records, width) : afterLines(records, wish.skipped_rows);
  const place = { start, width, splitter };
  const asked = wish.header_rows !== undefined || wish.skipped_rows !== undefined;
  const found = headerOf(text, records, place, wish.header_rows);
  const head = withHeaderAbove(text, records, found, { ...place, asked });
  const first = records[head.body];
  const last = records.at(-1);
  const preamble = records
    .slice(0, head.rows.length === 0 ? head.body : start)
    .filter((record) => !isBlank(record));
  const before = records.slice(0, head.body);
  return {
    splitter,
    width,
    names:
      head.rows.length === 0
        ? null
        : joinedNames(
            head.rows.map((row) => row.fields),
            width,
          ),
    header_records: head.rows,
    header_texts: head.rows.map((row) => text.slice(row.from, row.end)),
    line_end: usualLineEnd(text, records),
    header_rows: head.rows.length,
    skipped_rows: (records[start]?.line ?? 1) - 1,
    body_from: first?.from ?? last?.next ?? 0,
    body_line: first?.line ?? (last?.line ?? 0) + 1,
    models: head.models,
    preamble,
    plain_head: before.every((record) => record.regular && !isBlank(record)),
    head_records: before.length,
  };
}

function usualLineEnd(text: ByteText, records: TextRecord[]): ByteText {
  const counts = new Map([["\n", 0]]);
  for (const { end, next } of records) {
    const lineEnd = text.slice(end, next);
    if (lineEnd !== "") counts.set(lineEnd, (counts.get(lineEnd) ?? 0) + 1);
  }
  const [most] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best));
  return most === "\r\n" || most === "\r" ? most : "\n";
}

/** The number of fields that most records have; long rows count more, and of nearly equals the first wins. */
function tableWidth(records: TextRecord[]): number {
  const weights = new Map<number, number>();
  for (const record of records) {
    if (isBlank(record)) continue;
    const width = record.fields.length;
    weights.set(
      width,
      (weights.get(width) ?? 0) + (isTitleLike(record) && width > 1 ? 0.1 : 1) * ((width - 1) / width + 0.01),
    );
  }
  const most = Math.max(0, ...weights.values());
  for (const [width, weight] of weights) if (weight >= 0.9 * most) return width;
  return 1;
}

/** The first record that can be the header or a data row: not blank, no title, no comment, about as wide as the table. */
function tableStart(records: TextRecord[], width: number): number {
  if (width === 1)
    return Math.max(
      0,
      records.findIndex((record) => !isBlank(record) && !isComment(record)),
    );
  const candidate = (record: TextRecord) => !isBlank(record) && !isTitle(record, width);
  const near = Math.max(1, width / 4);
  const found = records.findIndex(
    (record) => candidate(record) && Math.abs(record.fields.length - width) <= near,
  );
  if (found < 0) return 0;
  if (records[found]?.fields.length === width) return found;
  // A line of another width is a header only where none of the table's own width follows.
  const exact = records.findIndex(
    (record, index) => index > found && candidate(record) && record.fields.length === width,
  );
  const row = records[exact];
  if (row === undefined) return found;
  return standsOverValues(row, modelsOf(records.slice(exact + 1), width)) ? exact : found;
}

function modelsOf(records: TextRecord[], width: number): ColumnModel[] {
  const rows = records.filter((record) => record.fields.length === width && !isBlank(record));
  return columnModels(
    rows.map((record) => record.kinds),
    width,
  );
}

/** Above a table a lone text is a title wherever it stands; a name alone is a header only in narrow tables. */
function isTitle(record: TextRecord, width: number): boolean {
  return isTitleLike(record) || (record.filled === 1 && width > 2);
}

function afterLines(records: TextRecord[], lines: number): number {
  const found = records.findIndex((record) => record.line > lines);
  return found < 0 ? records.length : found;
}
