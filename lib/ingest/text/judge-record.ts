import type { ByteText } from "./byte-text.ts";
import { columnModels, isTyped } from "./column-model.ts";
import { fitRecord } from "./fit-record.ts";
import type { Shape } from "./shape.ts";
import { isBlank, isComment, isTitleLike, recordsOf, type TextRecord } from "./text-record.ts";
import { judgeTotal } from "./total-row.ts";

/** What a record between the data rows is. */
export type Verdict =
  | "row"
  | "blank"
  | "comment"
  | "header"
  | "title"
  | "footer"
  | "other_table"
  | "total"
  /** A row of sums that stays a row. */
  | "total_row";

export interface Surroundings {
  text: ByteText;
  /** The text does not break off at its end. */
  whole: boolean;
  /** A blank line or a title stands before the record. */
  separated: boolean;
  /** The records before belong to another table. */
  in_other_table: boolean;
  /** From here on the text holds only sums, notes and blank lines. */
  totals_from: number;
}

/** Of a header's names, for it to be the same header. */
const NEARLY_ALL = 0.75;
const MOST_MISFIT = 4;
const LOOK_AHEAD = 12;
const LOOK_AHEAD_BYTES = 32 * 1024;

/** Tells data rows from what else stands in a file: blank lines, comments, the header again, titles, notes, other tables. */
export function judgeRecord(record: TextRecord, shape: Shape, around: Surroundings): Verdict {
  if (isBlank(record)) return shape.width === 1 ? "row" : "blank";
  if (isHeaderAgain(record, shape)) return "header";
  if (around.in_other_table) return "other_table";
  const total = record.from < around.totals_from ? null : judgeTotal(record, shape.models, around.separated);
  if (total !== null) return total;
  if (shape.width === 1) return "row";
  if (isComment(record) && record.fields.length !== shape.width) return "comment";
  if (isTitleLike(record)) return judgeTitle(record, shape, around);
  return startsOtherTable(record, shape, around) ? "other_table" : "row";
}

/** Nearly all of the names stand where they stand in the header; their writing may differ a little. */
function isHeaderAgain(record: TextRecord, shape: Shape): boolean {
  return shape.header_records.some((header) => {
    if (header.filled < 2 || header.fields.length !== record.fields.length) return false;
    const same = header.fields.filter((name, index) => {
      const bare = bareName(name);
      return bare !== "" && bare === bareName(record.fields[index] ?? "");
    }).length;
    return same >= NEARLY_ALL * Math.max(header.filled, record.filled);
  });
}

function bareName(name: ByteText): string {
  return name.toLowerCase().replace(/[^a-z0-9\x80-\xff]/g, "");
}

/** A lone text: a title where a header follows, a note where nothing follows, else a row with little in it. */
function judgeTitle(record: TextRecord, shape: Shape, around: Surroundings): Verdict {
  if (record.fields.length === 1 && isRowInDisguise(record, shape, around.text)) return "row";
  const ahead = recordsAhead(record, shape, around);
  const index = ahead.findIndex((next) => !isBlank(next) && !isTitleLike(next));
  const next = ahead[index];
  if (next === undefined) {
    const atEnd =
      around.whole && record.next + LOOK_AHEAD_BYTES >= around.text.length && ahead.length < LOOK_AHEAD;
    return atEnd && isNote(record, shape, around) ? "footer" : "row";
  }
  if (isHeaderAgain(next, shape)) return "title";
  const separated = { ...around, separated: true };
  return around.separated && startsOtherTable(next, shape, separated) ? "title" : "row";
}

/** Parted by another mark than the other rows, its values sit where theirs do. */
function isRowInDisguise(record: TextRecord, { splitter, models }: Shape, text: ByteText): boolean {
  const fitted = fitRecord(text, record.from, splitter, models);
  return fitted?.delimiter === true && fitted.cost < MOST_MISFIT && models.some(isTyped);
}

/** Behind the last row: after a gap, or words where the first column has values, or a line without any delimiter. */
function isNote(record: TextRecord, shape: Shape, around: Surroundings): boolean {
  const first = shape.models[0];
  const words = record.kinds[0] === "text";
  if (around.separated) return words;
  if (!words || shape.width < 3) return false;
  return (first !== undefined && isTyped(first)) || record.fields.length === 1;
}

/**
 * Names of its own over rows of its own: all words, the rows below of the same width with values where the words
 * stand. Without a gap before it, its width must differ from the table's.
 */
function startsOtherTable(record: TextRecord, shape: Shape, around: Surroundings): boolean {
  const width = record.fields.length;
  if (width === shape.width && !around.separated) return false;
  if (width < 2 || record.filled < 2 || record.filled < width / 2) return false;
  if (
    record.kinds.some((kind) => kind !== "text" && kind !== "code" && kind !== "blank" && kind !== "boolean")
  )
    return false;
  const below = recordsAhead(record, shape, around).filter((next) => !isBlank(next));
  const alike = below.slice(0, 3).filter((next) => next.fields.length === width);
  if (alike.length < Math.min(3, around.separated ? 1 : 3)) return false;
  const models = columnModels(
    alike.map((next) => next.kinds),
    width,
  );
  return models.some((model, index) => isTyped(model) && record.kinds[index] !== "blank");
}

function recordsAhead(record: TextRecord, shape: Shape, around: Surroundings): TextRecord[] {
  const part = around.text.slice(record.next, record.next + LOOK_AHEAD_BYTES);
  const whole = around.whole && record.next + LOOK_AHEAD_BYTES >= around.text.length;
  return recordsOf(part, shape.splitter, LOOK_AHEAD, whole);
}
