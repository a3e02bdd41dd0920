import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import { byteText } from "./byte-text.ts";
import type { ColumnModel } from "./column-model.ts";
import { detectSplitter } from "./detect-splitter.ts";
import type { OpenText } from "./open-text.ts";
import { findShape, type Shape } from "./shape.ts";
import { emptyScan, type Splitter, scanRecord } from "./splitter.ts";
import { textNames } from "./text-names.ts";
import { MOST_RECORD_BYTES } from "./walk-state.ts";

export const MOST_COLUMNS = 10_000;
const FIRST_RECORDS = 50;

/** The parts of a person's wish that say how the text falls into rows and fields. */
export interface TableWish {
  delimiter?: string | undefined;
  quote?: string | undefined;
  escape?: string | undefined;
  header_rows?: number | undefined;
  skipped_rows?: number | undefined;
  /** What columns are, by their names: one that is text has a place for any word. */
  types?: Readonly<Record<string, string>> | undefined;
}

/** Finds the table in a text: how lines are split, and where header and rows stand. Throws `FileFault`. */
export function findTable(text: Pick<OpenText, "head" | "whole">, wish: TableWish): Shape {
  const { head, whole } = text;
  if (head.trim() === "") throw new FileFault("The file holds no text.");
  if (head.length > MOST_RECORD_BYTES && !/[\r\n]/.test(head.slice(0, MOST_RECORD_BYTES))) {
    throw new FileFault("The file's first line is longer than 16 MiB: that is no table.");
  }
  const splitter = detectSplitter(head, {
    delimiter: wish.delimiter === undefined ? undefined : byteText(wish.delimiter),
    quote: wish.quote === undefined ? undefined : byteText(wish.quote),
    escape: wish.escape === undefined ? undefined : byteText(wish.escape),
  });
  refuseTooWide(head, splitter);
  const shape = findShape(head, splitter, whole, wish);
  if (shape.width > MOST_COLUMNS) throw tooWide(shape.width);
  return withTextColumns(shape, wish.types ?? {});
}

function withTextColumns(shape: Shape, types: Readonly<Record<string, string>>): Shape {
  if (!Object.values(types).includes("text")) return shape;
  const { names } = textNames(shape);
  const models = shape.models.map((model, at): ColumnModel => {
    return types[names[at] ?? ""] === "text" ? { ...model, kind: "text", value_share: 0.5 } : model;
  });
  return { ...shape, models };
}

function refuseTooWide(head: string, splitter: Splitter): void {
  const scan = emptyScan();
  for (let at = 0, seen = 0; at < head.length && seen < FIRST_RECORDS; at = scan.next, seen++) {
    scanRecord(head, at, splitter, scan);
    if (scan.fields > MOST_COLUMNS) throw tooWide(scan.fields);
  }
}

function tooWide(columns: number): FileFault {
  const [found, most] = [columns, MOST_COLUMNS].map((count) => count.toLocaleString("en"));
  return new FileFault(`The table has ${found} columns; at most ${most} can be read.`);
}
