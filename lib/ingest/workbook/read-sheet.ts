import type { Member, Zip } from "#lib/ingest/archive/zip.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import { type Cell, columnOf, isoCell, type Merge, mergeOf, numberCell } from "./cell.ts";
import { type Sheet, scanMember, scanSheetPart, type Workbook } from "./open-workbook.ts";
import { builtInMeaning, type Meaning, meaningOf } from "./styles.ts";
import { attribute } from "./xml.ts";

/** Texts that cells share are held in memory. */
const MOST_SHARED_BYTES = 96 * 1024 * 1024;
const MOST_MERGES = 100_000;

/** What is needed to understand the cells of a sheet. */
export interface CellContext {
  shared: string[];
  meanings: Meaning[];
  is_1904: boolean;
}

export interface SheetListener {
  /** A row with at least one value; rows count from 1. */
  row(number: number, cells: Cell[]): void;
  merge?(merge: Merge): void;
  /** After each chunk of the file; resolves when there is room for more. */
  pause?(): Promise<void>;
}

/** Reads styles and shared texts. Throws `FileFault` where they would not fit into memory. */
export async function readContext(
  zip: Zip,
  book: Workbook,
  filename: string,
  signal: AbortSignal,
): Promise<CellContext> {
  const find = (name: string) => zip.members.find((member) => member.name.toLowerCase() === name);
  const texts = find("xl/sharedstrings.xml");
  const styles = find("xl/styles.xml");
  return {
    shared: texts ? await readShared(zip, texts, filename, signal) : [],
    meanings: styles ? await readMeanings(zip, styles, filename, signal) : [],
    is_1904: book.is_1904,
  };
}

async function readShared(
  zip: Zip,
  member: Member,
  filename: string,
  signal: AbortSignal,
): Promise<string[]> {
  if (member.byte_size > MOST_SHARED_BYTES)
    throw new FileFault(
      `${filename} is a workbook with more than 96 MB of text, which is more than can be read from one. Save its sheets as CSV.`,
    );
  const shared: string[] = [];
  let text = "";
  let inText = false;
  // Reading aids of East Asian texts stand beside them.
  let inPhonetic = false;
  await scanSheetPart(zip, member, filename, signal, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") inPhonetic = true;
      else if (name === "t") inText = !inPhonetic;
    },
    text(some) {
      if (inText) text += some;
    },
    close(name) {
      if (name === "t") inText = false;
      else if (name === "rPh") inPhonetic = false;
      else if (name === "si") shared.push(unescapeCell(text));
    },
  });
  return shared;
}

async function readMeanings(
  zip: Zip,
  member: Member,
  filename: string,
  signal: AbortSignal,
): Promise<Meaning[]> {
  const custom = new Map<number, Meaning>();
  const meanings: Meaning[] = [];
  let inCells = false;
  await scanMember(zip, member, filename, signal, (name, attributes) => {
    if (name === "numFmt") {
      custom.set(
        Number(attribute(attributes, "numFmtId")),
        meaningOf(attribute(attributes, "formatCode") ?? ""),
      );
    } else if (name === "cellXfs") inCells = true;
    else if (name === "cellStyles" || name === "dxfs") inCells = false;
    else if (name === "xf" && inCells) {
      const id = Number(attribute(attributes, "numFmtId") ?? 0);
      meanings.push(custom.get(id) ?? builtInMeaning(id));
    }
  });
  return meanings;
}

/** Streams the rows of a sheet that hold something, as they stand in the file. Throws `FileFault`. */
export async function readSheet(
  zip: Zip,
  sheet: Sheet,
  context: CellContext,
  how: { filename: string; signal: AbortSignal; listener: SheetListener },
): Promise<void> {
  const reader = new SheetReader(context, how.listener);
  await scanSheetPart(zip, sheet.member, how.filename, how.signal, reader);
}

class SheetReader {
  readonly #context: CellContext;
  readonly #listener: SheetListener;
  #row = 0;
  #cells: Cell[] = [];
  #column = -1;
  #attributes = "";
  #value = "";
  #inCell = false;
  #inValue = false;
  #inPhonetic = false;
  #merges = 0;

  constructor(context: CellContext, listener: SheetListener) {
    this.#context = context;
    this.#listener = listener;
  }

  open(name: string, attributes: string): void {
    if (name === "c") {
      this.#inCell = true;
      this.#attributes = attributes;
      this.#value = "";
      this.#column = columnOf(attribute(attributes, "r") ?? "") ?? this.#column + 1;
    } else if (name === "v" || name === "t") this.#inValue = this.#inCell && !this.#inPhonetic;
    else if (name === "rPh") this.#inPhonetic = true;
    else if (name === "row") {
      this.#row = Number(attribute(attributes, "r") ?? this.#row + 1) || this.#row + 1;
      this.#cells = [];
      this.#column = -1;
    } else if (name === "mergeCell") this.#merge(attribute(attributes, "ref") ?? "");
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text;
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#inValue = false;
    else if (name === "rPh") this.#inPhonetic = false;
    else if (name === "c") this.#endCell();
    else if (name === "row" && this.#cells.length > 0) {
      this.#listener.row(this.#row, this.#cells);
      this.#cells = [];
    }
  }

  pause(): Promise<void> | undefined {
    return this.#listener.pause?.();
  }

  #merge(reference: string): void {
    const merge = mergeOf(reference);
    if (merge !== null && this.#merges++ < MOST_MERGES) this.#listener.merge?.(merge);
  }

  #endCell(): void {
    this.#inCell = false;
    const cell = this.#cell();
    if (cell !== null && cell.text !== "") this.#cells.push(cell);
  }

  #cell(): Cell | null {
    const column = this.#column;
    const type = attribute(this.#attributes, "t") ?? "n";
    const text = (value: string): Cell | null =>
      value.trim() === "" ? null : { column, kind: "text", text: value };
    if (type === "s") return text(this.#context.shared[Number(this.#value)] ?? "");
    if (type === "str" || type === "inlineStr") return text(unescapeCell(this.#value));
    if (this.#value === "") return null;
    if (type === "b") return { column, kind: "boolean", text: this.#value === "1" ? "true" : "false" };
    if (type === "e") return { column, kind: "error", text: this.#value };
    if (type === "d") return isoCell(column, this.#value.trim());
    const style = Number(attribute(this.#attributes, "s") ?? 0);
    const meaning = this.#context.meanings[style] ?? "plain";
    return numberCell(column, this.#value, meaning, this.#context.is_1904) ?? text(this.#value);
  }
}

/** `_x000D_` stands for a character that XML cannot hold. */
function unescapeCell(text: string): string {
  if (!text.includes("_x")) return text;
  return text
    .replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\r\n?/g, "\n");
}
