import type { NumberFacts } from "./exact-number.ts";
import type { Reading } from "./reading.ts";

/** A column that is to become something else than text, by its place. */
export interface TypedColumn {
  at: number;
  reading: Exclude<Reading, { kind: "text" }>;
}

/** What a reading finds in a whole column. */
export interface Measured {
  column: TypedColumn;
  rows: number;
  /** Cells that are not there. */
  nulls: number;
  /** Values that the reading has no place for, in its type. */
  misfits: number;
  /** Misfits that are numbers all the same: another type takes them. */
  wider: number;
  /** Misfits that are digits with leading zeros, or telephone numbers. */
  identifiers: number;
  null_words: number;
  blanks: number;
  spaces: number;
  facts: NumberFacts | null;
  /** Counts of `featuresOf`, in its order. */
  features: number[];
}

/** Values that the reading takes. */
export function countOfValues(
  found: Pick<Measured, "rows" | "nulls" | "misfits" | "null_words" | "blanks">,
): number {
  return found.rows - found.nulls - found.misfits - found.null_words - found.blanks;
}

/** Of misfits: those that are no numbers whatever their type. For JavaScript and RE2. */
export const IDENTIFIER = "^[-+]?0[0-9]+$|^[+][0-9]{7,}$";
