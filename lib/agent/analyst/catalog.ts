import { type ColumnKind, columnKind } from "#lib/charts/column-kind.ts";
import type { Json } from "#lib/core/schema.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import { nameWords } from "./read/name-words.ts";

/** A column as the reader of questions needs it. What comes from the profile is null while there is none. */
export interface Column {
  table: string;
  name: string;
  type: string;
  kind: ColumnKind;
  /** Its name in singular, lower-case words: `orderDates` → order, date. */
  words: string[];
  /** Its words, and those of its table, without spaces. */
  joined: string;
  tableWord: string;
  isKey: boolean;
  rowCount: number;
  nulls: number | null;
  distinct: number | null;
  min: Json;
  max: Json;
  /** Its most frequent values; empty when unknown. */
  values: string[];
}

export interface Table {
  name: string;
  words: string[];
  rowCount: number;
  columns: Column[];
}

/** What the session holds, in the form questions are read against. */
export interface Catalog {
  tables: Table[];
}

const KEY_WORDS = new Set(["id", "key", "uuid", "guid", "pk", "fk", "index", "rownum"]);

/** Names of numbers that name a row, where no two rows have the same. */
const NUMBER_WORDS = new Set(["no", "nr", "number", "num"]);
const FEW_ROWS = 20;
const isRowNumber = (words: string[], rows: number, distinct: number | null): boolean =>
  NUMBER_WORDS.has(words.at(-1) ?? "") && rows >= FEW_ROWS && distinct === rows;

/** Names under which programs write the number of a row. */
const ROW_NUMBER = /^(column0+|unnamed: ?0|_c0|serial)$/i;

function columnOf(table: TableInfo, { name, type }: { name: string; type: string }): Column {
  const profile = table.profile?.columns.find((column) => column.name === name);
  const words = nameWords(name);
  return {
    table: table.table,
    name,
    type,
    kind: columnKind(type),
    words,
    joined: words.join(""),
    tableWord: nameWords(table.table).join(""),
    isKey:
      KEY_WORDS.has(words.at(-1) ?? "") ||
      ROW_NUMBER.test(name) ||
      isRowNumber(words, table.row_count, profile?.distinct ?? null),
    rowCount: table.row_count,
    nulls: profile?.nulls ?? null,
    distinct: profile?.distinct ?? null,
    min: profile?.min ?? null,
    max: profile?.max ?? null,
    values: (profile?.top ?? []).flatMap(({ value }) => (typeof value === "string" ? [value] : [])),
  };
}

export function catalogOf(tables: TableInfo[]): Catalog {
  return {
    tables: tables.map((table) => ({
      name: table.table,
      words: nameWords(table.table),
      rowCount: table.row_count,
      columns: table.columns.map((column) => columnOf(table, column)),
    })),
  };
}

export function allColumns(catalog: Catalog): Column[] {
  return catalog.tables.flatMap((table) => table.columns);
}

export const sameColumn = (a: Column, b: Column): boolean => a.table === b.table && a.name === b.name;
