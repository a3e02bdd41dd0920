import { type Catalog, type Column, sameColumn } from "#lib/agent/analyst/catalog.ts";
import type { Filter, Measure } from "#lib/agent/analyst/intent.ts";
import type { ColumnKind } from "#lib/charts/column-kind.ts";
import { isAdditive, isMeasure } from "./column-roles.ts";
import type { Item } from "./link.ts";
import type { ColumnMatch } from "./link-columns.ts";
import { nameWords } from "./name-words.ts";

/** A question while it is read: each reader takes the items it understands, and what nobody takes is unknown. */
export interface Question {
  catalog: Catalog;
  items: Item[];
  used: Set<number>;
  filters: Filter[];
  assumptions: string[];
  /** Why it cannot be answered as it was asked, where a reader saw that. */
  faults: string[];
  /** What was asked to be computed in so many words; empty when the question leaves it open. */
  said: Measure[];
}

export function isFree(q: Question, index: number): boolean {
  return index >= 0 && index < q.items.length && !q.used.has(index);
}

export function use(q: Question, ...indices: number[]): void {
  for (const index of indices) q.used.add(index);
}

/** The lower-case word at a place; empty for anything that is not a plain word. */
export function wordAt(q: Question, index: number): string {
  const item = q.items[index];
  if (item?.kind === "word") return item.word;
  return item?.kind === "symbol" ? item.text : "";
}

/** Whether these words stand there, in this order. */
export function hasWords(q: Question, index: number, words: string[]): boolean {
  return words.every((word, offset) => wordAt(q, index + offset) === word);
}

export function assume(q: Question, sentence: string): void {
  if (!q.assumptions.includes(sentence)) q.assumptions.push(sentence);
}

/** The matches of a column or table item; none for other items. */
export function matchesAt(q: Question, index: number): ColumnMatch[] {
  const item = q.items[index];
  return item?.kind === "column" || item?.kind === "table" ? item.matches : [];
}

/** More columns than this under one name are no choice to make for somebody. */
const MOST_MEANT = 3;

interface Wanted {
  kinds?: ColumnKind[];
  /** Prefer a column of these tables. */
  tables?: string[];
}

function fits({ column, score }: ColumnMatch, best: number, { kinds, tables }: Wanted): number {
  const kind = !kinds || kinds.includes(column.kind) ? 0 : -0.5;
  const table = !tables?.length || tables.includes(column.table) ? 0 : -0.04;
  const key = column.isKey && kinds?.includes("number") ? -0.5 : 0;
  return score - best + kind + table + key;
}

/** Tables that the question certainly speaks of: by name, or by a column that only one of them has. */
function spokenTables(q: Question): string[] {
  const sure = q.items.flatMap((item) => {
    if (item.kind === "table") return [item.table.name];
    if (item.kind !== "column") return [];
    const tables = new Set(item.matches.map(({ column }) => column.table));
    return tables.size === 1 ? [...tables] : [];
  });
  return [...sure, ...q.filters.map(({ column }) => column.table)];
}

/** The column that the item at a place means, in a part that wants a certain kind. Says what it took for what. */
export function columnAt(q: Question, index: number, wanted: Wanted = {}): Column | null {
  const matches = matchesAt(q, index);
  const best = matches[0]?.score ?? 0;
  const near = { ...wanted, tables: wanted.tables ?? spokenTables(q) };
  const ranked = matches
    .map((match) => ({ match, fit: fits(match, best, near) }))
    .sort((a, b) => b.fit - a.fit);
  const [chosen, next] = ranked;
  if (!chosen) return null;
  const { column, how } = chosen.match;
  const text = q.items[index]?.text ?? "";
  const isTie =
    next &&
    next.fit === chosen.fit &&
    !sameColumn(next.match.column, column) &&
    next.match.column.name !== column.name;
  const equals = ranked.filter(({ match, fit: other }) => other === chosen.fit && match.how !== "name");
  if (equals.length > MOST_MEANT) {
    const names = equals.slice(0, MOST_MEANT).map(({ match }) => match.column.name);
    q.faults.push(
      `“${text}” may be any of ${names.join(", ")} and ${equals.length - MOST_MEANT} more columns`,
    );
  }
  if (how === "synonym" || how === "spelling" || isTie)
    assume(q, `I took “${text}” to mean the column ${column.name}.`);
  return column;
}

/**
 * "patients" where the columns are patient_age and patient_name: several of what the rows are, and no column. "orders" of a table
 * with order_no alone as well.
 */
export function namesRows(q: Question, index: number): boolean {
  const item = q.items[index];
  if (item?.kind !== "column" || !/[^s]s$/i.test(item.text)) return false;
  const noun = nameWords(item.text).join("");
  return item.matches.every(
    ({ how, column, column: { words } }) =>
      how === "part" && words[0] === noun && words.at(-1) !== noun && !isAmount(column),
  );
}

const isAmount = (column: Column): boolean =>
  column.kind === "boolean" || (isMeasure(column) && isAdditive(column));

/** Columns mentioned anywhere, used or not, best reading of each. */
export function mentionedColumns(q: Question): Column[] {
  return q.items.flatMap((item) => (item.kind === "column" ? (item.matches[0]?.column ?? []) : []));
}
