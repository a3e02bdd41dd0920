import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { type ColumnFormat, columnFormat, typeLabel } from "../column-format.ts";

/** A column as a grid shows it, decided once from the rows at hand. */
export interface GridColumn {
  name: string;
  type: string;
  typeLabel: string;
  format: ColumnFormat;
  /** In pixels. */
  width: number;
}

const CHARACTER = 7.6;
const SMALL_CHARACTER = 6.4;
const PADDING = 26;
/** The arrow of a sort and the button of a filter. */
const HEADER_EXTRA = 44;
const [LEAST, MOST] = [84, 340];

/** The columns of a grid; `rows` are a sample of what they hold, the more the steadier. */
export function gridColumns(
  columns: readonly ResultColumn[],
  rows: readonly (readonly Json[])[],
  titles?: readonly string[],
): GridColumn[] {
  return columns.map(({ name: own, type }, at) => {
    const name = titles?.[at] ?? own;
    const values = rows.map((row) => row[at] ?? null);
    const format = columnFormat(own, type, values);
    const longest = values.reduce<number>((most, value) => Math.max(most, format.text(value).length), 0);
    const label = typeLabel(type);
    const header = Math.max(name.length * CHARACTER, label.length * SMALL_CHARACTER) + PADDING + HEADER_EXTRA;
    const wanted = Math.max(longest * CHARACTER + PADDING, header);
    return { name, type, typeLabel: label, format, width: clamp(Math.ceil(wanted)) };
  });
}

function clamp(width: number): number {
  return Math.min(MOST, Math.max(LEAST, width));
}
