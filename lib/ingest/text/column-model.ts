import type { ByteText } from "./byte-text.ts";
import { type CellKind, cellKind } from "./cell-kind.ts";

type Kinds = "number" | "date" | "time" | "email" | "url" | "code" | "text";

/** What the cells of a column mostly are, learned from rows that fit. */
export interface ColumnModel {
  /** What nearly all cells are that say something; `text` where they differ. */
  kind: Kinds;
  /** Shares of the cells that are blank, and that look like a kind of value. */
  blank_share: number;
  value_share: number;
  seen: number;
}

/** A kind must hold this share of the cells that say something. */
const NEARLY_ALL = 0.8;

/** Fewer rows teach nothing. */
const FEW = 3;
const STRAY_QUOTES = /^["'`]+|["'`]+$/g;

export function columnModels(rows: CellKind[][], width: number): ColumnModel[] {
  return Array.from({ length: width }, (_, column) => columnModel(rows.map((row) => row[column] ?? "blank")));
}

function columnModel(cells: CellKind[]): ColumnModel {
  const counts = new Map<Kinds, number>();
  let telling = 0;
  let blank = 0;
  for (const cell of cells) {
    if (cell === "blank") blank++;
    if (cell === "blank" || cell === "null") continue;
    telling++;
    const kind = groupOf(cell);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [kind, most] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [
    "text",
    0,
  ] as const);
  const values = telling - (counts.get("text") ?? 0) - (counts.get("code") ?? 0);
  return {
    kind: telling > 0 && most / telling >= NEARLY_ALL ? kind : "text",
    blank_share: cells.length === 0 ? 0 : blank / cells.length,
    value_share: telling === 0 ? 0 : values / telling,
    seen: cells.length,
  };
}

function groupOf(cell: CellKind): Kinds {
  if (cell === "number" || cell === "money") return "number";
  return cell === "date" || cell === "time" || cell === "email" || cell === "url" || cell === "code"
    ? cell
    : "text";
}

export function isTyped(model: ColumnModel): boolean {
  return model.kind !== "text" && model.kind !== "code";
}

export function fits(kind: CellKind, model: ColumnModel): boolean {
  return kind === "blank" || kind === "null" || groupOf(kind) === model.kind;
}

/** What a cell shows; stray quotes at its ends are looked past. */
export interface Look {
  kind: CellKind;
  in_quotes: boolean;
}

export function lookAt(cell: ByteText): Look {
  const bare = cell.replace(STRAY_QUOTES, "");
  return { kind: cellKind(bare), in_quotes: bare !== cell };
}

export const NOTHING: Look = { kind: "blank", in_quotes: false };
const IN_QUOTES = 0.2;

/** How ill a cell sits in a column; 0 for a cell like the others. */
export function misfit(look: Look, model: ColumnModel | undefined): number {
  if (model === undefined) return 1;
  if (model.seen < FEW) return 0;
  return (look.in_quotes ? IN_QUOTES : 0) + misfitOfKind(look.kind, model);
}

function misfitOfKind(kind: CellKind, model: ColumnModel): number {
  if (kind === "blank") return model.blank_share < 0.02 ? 1 : 0;
  if (kind === "null") return 0.1;
  if (model.seen > 0 && model.blank_share > 0.98) return 2;
  if (isTyped(model)) return fits(kind, model) ? 0 : 4;
  if (model.kind === "code") return kind === "code" ? 0 : groupOf(kind) === "text" ? 1.5 : 2;
  const value = groupOf(kind) !== "text" && kind !== "code";
  return value && model.value_share < 0.05 ? 2 : 0;
}
