import type { Check } from "#lib/analysis/kinds/kind.ts";
import type { SourceColumn } from "#lib/analysis/source.ts";

/** What a step works on: `check.source` is what the steps before it left. */
export interface StepPlace {
  check: Check;
  /** DuckDB's type of a guarded scalar expression over the source's columns; throws `AppError`. */
  typeOf(expression: string): Promise<string>;
}

/** A step's SELECT and what it leaves; null after a fault. */
export interface Staged {
  sql: string;
  columns: SourceColumn[];
  drops_rows: boolean;
  /** What the person should know was done to the data. */
  assumption: string | null;
}

/** The columns with one added at the end, or changed in its place; its profile is not the table's any more. */
export function withColumn(columns: SourceColumn[], made: SourceColumn): SourceColumn[] {
  const known = columns.some(({ name }) => name === made.name);
  return known ? columns.map((column) => (column.name === made.name ? made : column)) : [...columns, made];
}

/** Faults a new column whose name differs from another's only in case: SQL takes both as one. */
export function isNameFree(check: Check, path: string, name: string): boolean {
  const twin = check.source.columns.find(
    (column) => column.name !== name && column.name.toLowerCase() === name.toLowerCase(),
  );
  if (name.includes("\0")) check.fault(path, "A name cannot contain a NUL character.");
  else if (twin)
    check.fault(path, `"${name}" and the column "${twin.name}" differ only in case. Choose another name.`);
  else return true;
  return false;
}
