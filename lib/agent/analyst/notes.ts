import type { Catalog, Column } from "./catalog.ts";
import type { Intent } from "./intent.ts";
import { isAdditive } from "./read/column-roles.ts";
import { findJoin, mayRepeat } from "./sql/joins.ts";

const hasNulls = ({ nulls }: Column): boolean => nulls !== null && nulls > 0;

/** What the computation does that a reader might not expect: missing values, joins. A plan tells itself what it leaves out. */
export function notesOf(intent: Intent, catalog: Catalog, isPlanned: boolean): string[] {
  const notes: string[] = [];
  const measured = [
    ...intent.measures.flatMap(({ column }) => column ?? []),
    ...(intent.kind === "correlation" || intent.kind === "distribution" ? intent.columns : []),
  ];
  const missing = isPlanned ? [] : measured.filter(hasNulls);
  for (const name of new Set(missing.map((column) => column.name)))
    notes.push(`Rows without a value in ${name} are left out.`);
  for (const { column, grain } of intent.groups)
    if (hasNulls(column) && !(isPlanned && grain))
      notes.push(
        `Rows without ${grain ? `a date in ${column.name}` : column.name} form a group of their own.`,
      );
  const grain = intent.groups.find((group) => group.grain !== null)?.grain;
  const isAveraged = intent.measures.some(({ fn, column }) => fn === "avg" && column && isAdditive(column));
  if (grain && isAveraged) notes.push(`I averaged the rows of each ${grain}, not its totals.`);
  const [first, ...others] = intent.tables;
  for (const table of intent.kind === "describe" ? [] : others) {
    const join = first === undefined ? null : findJoin(catalog, first, table);
    if (!join) continue;
    notes.push(
      `I joined ${first} and ${table} where ${join.left.table}.${join.left.name} equals ${join.right.table}.${join.right.name}.`,
    );
    if (mayRepeat(join))
      notes.push(
        `${table} has several rows for some ${join.right.name}, so rows of ${first} may be counted more than once.`,
      );
  }
  return notes;
}
