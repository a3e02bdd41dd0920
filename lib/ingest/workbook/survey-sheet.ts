import type { Cell, Merge } from "./cell.ts";
import type { SheetListener } from "./read-sheet.ts";

const HEAD_ROWS = 100;
const TAIL_ROWS = 12;

export interface SheetRow {
  number: number;
  cells: Cell[];
}

/** A sheet looked over once: enough to tell where its table is. */
export class SheetSurvey implements SheetListener {
  readonly head: SheetRow[] = [];
  /** The last rows, from the top down. */
  readonly tail: SheetRow[] = [];
  readonly merges: Merge[] = [];
  /** Values by column. */
  readonly filled: number[] = [];
  /** Columns in which a date has a time of day. */
  readonly timed = new Set<number>();
  rows = 0;

  row(number: number, cells: Cell[]): void {
    const row = { number, cells };
    if (this.head.length < HEAD_ROWS) this.head.push(row);
    this.tail.push(row);
    if (this.tail.length > TAIL_ROWS) this.tail.shift();
    this.rows++;
    for (const { column, kind } of cells) {
      this.filled[column] = (this.filled[column] ?? 0) + 1;
      if (kind === "timestamp") this.timed.add(column);
    }
  }

  merge(merge: Merge): void {
    this.merges.push(merge);
  }
}
