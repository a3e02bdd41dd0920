import type { ColumnProfile, FileColumn } from "#lib/datasets/schema.ts";

/** `integer number date timestamp text`, and `boolean`; everything else (lists, times of day …) is `other`. */
export type ValueKind = "integer" | "number" | "date" | "timestamp" | "boolean" | "text" | "other";

export interface SourceColumn extends FileColumn {
  kind: ValueKind;
  /** Of the whole table; null where a step made or changed the column, or when it is not computed yet. */
  profile: ColumnProfile | null;
}

/** What an operation reads: the table after the plan's steps and filters. */
export interface Source {
  /** The table's name, for sentences. */
  table: string;
  /** What to SELECT FROM, quoted. */
  relation: string;
  columns: SourceColumn[];
  /** Rows of the table before steps and filters. */
  row_count: number;
  /** Whether nothing was filtered or dropped: then profiles tell the truth about counts. */
  is_whole: boolean;
}

const INTEGERS = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/;
const NUMBERS = /^(FLOAT|REAL|DOUBLE|DECIMAL(\(\d+, ?\d+\))?)$/;

export function valueKind(type: string): ValueKind {
  if (INTEGERS.test(type)) return "integer";
  if (NUMBERS.test(type)) return "number";
  if (type === "DATE") return "date";
  if (/^TIMESTAMP/.test(type)) return "timestamp";
  if (type === "BOOLEAN") return "boolean";
  return type === "VARCHAR" || type === "UUID" || type.startsWith("ENUM") ? "text" : "other";
}

export const isNumber = ({ kind }: { kind: ValueKind }) => kind === "integer" || kind === "number";
export const isTime = ({ kind }: { kind: ValueKind }) => kind === "date" || kind === "timestamp";

/** The column of a name that a check has found; a fault of ours when it is not there. */
export function columnOf(source: Source, name: string): SourceColumn {
  const found = source.columns.find((column) => column.name === name);
  if (!found) throw new Error(`a checked plan names a column that is not there: ${name}`);
  return found;
}
