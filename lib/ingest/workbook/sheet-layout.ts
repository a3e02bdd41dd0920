import type { Cell, Merge } from "./cell.ts";
import type { SheetRow, SheetSurvey } from "./survey-sheet.ts";

/** Where the table of a sheet is. */
export interface SheetLayout {
  /** Columns of the sheet that are columns of the table, from the left. */
  columns: number[];
  /** One a column, as the sheet has them; null where no row names them. */
  header: string[] | null;
  header_rows: number;
  /** Rows of the sheet above the header that are no part of the table. */
  skipped: SheetRow[];
  /** Data is in the rows after this. */
  after_row: number;
  /** Notes below the table. */
  footer: SheetRow[];
}

/** Of the usual width, a row must have so much to begin the table. */
const WIDE_ENOUGH = 0.6;
const FULL = 0.9;
const MOST_HEADER_ROWS = 4;
const HEADER_WITHIN = 30;

/** Finds title rows, header rows (of one, several, merged) and notes below, by how wide rows are and what they hold. */
export function layoutOf(
  survey: SheetSurvey,
  wish: { header_rows?: number; skipped_rows?: number },
): SheetLayout {
  const { head, merges } = survey;
  const width = usualWidth(head);
  const found = wish.header_rows === undefined ? findHeader(head, merges, width) : null;
  const from = wish.skipped_rows === undefined ? (found?.from ?? 0) : rowsUpTo(head, wish.skipped_rows);
  const count = wish.header_rows ?? (wish.skipped_rows === undefined ? (found?.count ?? 0) : 1);
  const headers = head.slice(from, from + count);
  const skipped = head.slice(0, from);
  const footer = footerOf(survey, width, headers.at(-1)?.number ?? 0);
  const columns = usedColumns(survey, [...skipped, ...footer]);
  return {
    columns,
    header: headers.length === 0 ? null : columns.map((column) => nameOf(headers, merges, column)),
    header_rows: headers.length,
    skipped,
    after_row: (headers.at(-1) ?? skipped.at(-1))?.number ?? 0,
    footer,
  };
}

function rowsUpTo(head: SheetRow[], row: number): number {
  const at = head.findIndex(({ number }) => number > row);
  return at < 0 ? head.length : at;
}

/** The median of rows that are more than one cell. */
function usualWidth(head: SheetRow[]): number {
  const widths = head.map(({ cells }) => cells.length).filter((count) => count > 1);
  widths.sort((left, right) => left - right);
  return widths[Math.floor(widths.length / 2)] ?? 1;
}

function findHeader(head: SheetRow[], merges: Merge[], width: number): { from: number; count: number } {
  for (const [at, row] of head.slice(0, HEADER_WITHIN).entries()) {
    const isWide = width < 2 || (row.cells.length > 1 && spread(row, merges) >= width * WIDE_ENOUGH);
    if (isWide && isNames(row)) return { from: at, count: headerCount(head, merges, at) };
    // Data without a header above it.
    if (row.cells.length >= width * FULL && !isNames(row)) return { from: at, count: 0 };
  }
  return { from: 0, count: 0 };
}

/** Cells filled when merged ones count for all that they cover. */
function spread(row: SheetRow, merges: Merge[]): number {
  const more = merges
    .filter(({ top, left, right }) => top === row.number && right > left)
    .filter(({ left }) => row.cells.some(({ column }) => column === left))
    .reduce((sum, { left, right }) => sum + right - left, 0);
  return row.cells.length + more;
}

/** Texts alone, or texts and years. */
function isNames({ cells }: SheetRow): boolean {
  const isYear = ({ kind, text }: Cell) => kind === "number" && /^(19|20)\d\d$/.test(text);
  return (
    cells.some(({ kind }) => kind === "text") && cells.every((cell) => cell.kind === "text" || isYear(cell))
  );
}

/** A header goes on below merged cells, and below gaps that the next row of names fills. */
function headerCount(head: SheetRow[], merges: Merge[], from: number): number {
  let count = 1;
  while (count < MOST_HEADER_ROWS) {
    const row = head[from + count - 1];
    const next = head[from + count];
    if (row === undefined || next === undefined || next.number !== row.number + 1 || !isNames(next)) break;
    const spans = merges.some(
      ({ top, bottom, left, right }) =>
        (top === row.number &&
          right > left &&
          next.cells.some(({ column }) => column > left && column <= right)) ||
        (top <= row.number && bottom > row.number && left === right),
    );
    const below = head[from + count + 1];
    if (!spans || below === undefined) break;
    count++;
  }
  return count;
}

/** The texts of the header rows over a column, from the top, each once. */
function nameOf(headers: SheetRow[], merges: Merge[], column: number): string {
  const texts = headers.map((row) => {
    const merge = merges.find(
      ({ top, bottom, left, right }) =>
        top <= row.number && bottom >= row.number && left <= column && right >= column,
    );
    const origin = merge ? headers.find(({ number }) => number === merge.top) : row;
    return origin?.cells.find((cell) => cell.column === (merge?.left ?? column))?.text.trim() ?? "";
  });
  return texts.filter((text, at) => text !== "" && text !== texts[at - 1]).join(" ");
}

const NOTE = /^(source|sources|note|notes|quelle|fuente|remark|©|\*|¹|\(\d\))/i;

/** Single texts in the first column below the last full row: behind a blank row, or a note by their words. */
function footerOf(survey: SheetSurvey, width: number, after: number): SheetRow[] {
  if (width < 3) return [];
  const footer: SheetRow[] = [];
  for (let at = survey.tail.length - 1; at > 0; at--) {
    const row = survey.tail[at];
    const above = survey.tail[at - 1];
    const [only, more] = row?.cells ?? [];
    if (row === undefined || above === undefined || row.number <= after) break;
    if (only === undefined || more !== undefined || only.kind !== "text") break;
    footer.unshift(row);
  }
  const first = footer[0];
  const above = survey.tail[survey.tail.length - footer.length - 1];
  const isApart = first !== undefined && above !== undefined && first.number > above.number + 1;
  return isApart || footer.some(({ cells }) => NOTE.test(cells[0]?.text.trim() ?? "")) ? footer : [];
}

/** Columns that hold anything beside what is left out. */
function usedColumns(survey: SheetSurvey, without: SheetRow[]): number[] {
  const counts = [...survey.filled];
  for (const { cells } of without) for (const { column } of cells) counts[column] = (counts[column] ?? 0) - 1;
  return counts.flatMap((count, column) => ((count ?? 0) > 0 ? [column] : []));
}
