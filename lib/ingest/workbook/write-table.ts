import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { formatBytes } from "#lib/core/format.ts";
import type { Coercion } from "#lib/datasets/schema.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import type { Cell, Merge } from "./cell.ts";
import type { SheetListener } from "./read-sheet.ts";
import type { SheetLayout } from "./sheet-layout.ts";

const BATCH = 64 * 1024;
/** Rows told to whoever decides the types, from the beginning and from the rest. */
const FIRST_SAMPLE = 10_000;
const REST_SAMPLE = 5000;
const SAMPLE_CELLS = 1_000_000;

interface Counted {
  errors: number;
  error: string;
  percents: number;
}

/** Writes the rows of a sheet's table as CSV: UTF-8, RFC 4180, no header. */
export class TableWriter implements SheetListener {
  rows = 0;
  byte_size = 0;
  merged = 0;
  readonly sample: (string | null)[][] = [];
  /** Where the sheet's row is no longer the last plus one: record, row. */
  readonly #jumps: [record: number, row: number][] = [];
  readonly #layout: SheetLayout;
  readonly #places = new Map<number, number>();
  readonly #footer: Set<number>;
  readonly #counted: Counted[];
  readonly #merges = new Map<string, Merge>();
  readonly #filling = new Map<number, { until: number; text: string }>();
  readonly #timed: Set<number>;
  readonly #every: number;
  readonly #first: number;
  readonly #most: number;
  readonly #file: WriteStream;
  #pending = "";

  constructor(
    path: string,
    layout: SheetLayout,
    known: { merges: Merge[]; timed: Set<number>; rows: number; max_bytes: number },
  ) {
    this.#layout = layout;
    for (const [place, column] of layout.columns.entries()) this.#places.set(column, place);
    this.#footer = new Set(layout.footer.map(({ number }) => number));
    this.#counted = layout.columns.map(() => ({ errors: 0, error: "", percents: 0 }));
    this.#timed = known.timed;
    this.#most = known.max_bytes;
    const room = Math.ceil(SAMPLE_CELLS / Math.max(1, layout.columns.length));
    this.#first = Math.min(FIRST_SAMPLE, room);
    this.#every = Math.max(1, Math.ceil((known.rows - this.#first) / Math.min(REST_SAMPLE, room)));
    for (const merge of known.merges) {
      if (merge.top > layout.after_row && merge.bottom > merge.top && merge.left === merge.right)
        this.#merges.set(`${merge.top}:${merge.left}`, merge);
    }
    this.#file = createWriteStream(path, { mode: 0o600 });
  }

  row(number: number, cells: Cell[]): void {
    if (number <= this.#layout.after_row || this.#footer.has(number)) return;
    const record: (string | null)[] = this.#layout.columns.map(() => null);
    for (const cell of cells) this.#place(record, number, cell);
    this.#fillMerged(record, number);
    this.rows++;
    const last = this.#jumps.at(-1);
    if (last === undefined || number !== last[1] + this.rows - last[0]) this.#jumps.push([this.rows, number]);
    if (this.rows <= this.#first || this.rows % this.#every === 0) this.sample.push(record);
    // A single empty field would be a blank line, which readers pass over.
    const line = record.length === 1 && record[0] === null ? '""\n' : `${record.map(field).join(",")}\n`;
    this.#pending += line;
    this.byte_size += Buffer.byteLength(line);
    if (this.byte_size > this.#most)
      throw new FileFault(`it unpacks to more than a table may hold here: ${formatBytes(this.#most)}`);
  }

  async pause(): Promise<void> {
    if (this.#pending.length < BATCH) return;
    const text = this.#pending;
    this.#pending = "";
    if (!this.#file.write(text)) await once(this.#file, "drain");
  }

  async end(): Promise<void> {
    this.#file.end(this.#pending);
    this.#pending = "";
    await finished(this.#file);
  }

  /** The sheet's row of a 1-based record. */
  lineOf(record: number): number | null {
    const jump = this.#jumps.findLast(([from]) => from <= record);
    return jump === undefined ? null : jump[1] + record - jump[0];
  }

  coerced(names: string[]): Coercion[] {
    return this.#counted.flatMap(({ errors, error, percents }, at): Coercion[] => {
      const column = names[at] ?? "";
      const failed = {
        column,
        from: "error",
        to: "null",
        count: errors,
        note: `Cells with an error, such as ${error}, are empty.`,
      };
      const shares = {
        column,
        from: "percentage",
        to: "number",
        count: percents,
        note: "Percentages are fractions: 12 % is 0.12.",
      };
      return [...(errors > 0 ? [failed] : []), ...(percents > 0 ? [shares] : [])];
    });
  }

  #place(record: (string | null)[], row: number, { column, kind, text }: Cell): void {
    const place = this.#places.get(column);
    const counted = place === undefined ? undefined : this.#counted[place];
    if (place === undefined || counted === undefined) return;
    if (kind === "error") {
      counted.errors++;
      counted.error ||= text;
      return;
    }
    if (kind === "percent") counted.percents++;
    const value = kind === "date" && this.#timed.has(column) ? `${text} 00:00:00` : text;
    record[place] = value;
    const merge = this.#merges.get(`${row}:${column}`);
    if (merge !== undefined) this.#filling.set(column, { until: merge.bottom, text: value });
  }

  /** Cells merged over several rows hold their value for each of them. */
  #fillMerged(record: (string | null)[], row: number): void {
    for (const [column, { until, text }] of this.#filling) {
      const place = this.#places.get(column);
      if (row > until) this.#filling.delete(column);
      else if (place !== undefined && record[place] === null) {
        record[place] = text;
        this.merged++;
      }
    }
  }
}

function field(value: string | null): string {
  if (value === null) return "";
  return /[",\r\n]|^\s|\s$|^$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
