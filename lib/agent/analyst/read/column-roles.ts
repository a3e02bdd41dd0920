import { allColumns, type Catalog, type Column } from "#lib/agent/analyst/catalog.ts";

const words = (text: string) => new Set(text.trim().split(/\s+/));

/** Amounts that are not added up: a sum of prices or ages says nothing. */
const RATES =
  words(`price rate ratio percent percentage pct age score rating average avg mean median temperature temp
  humidity speed height weight latitude longitude lat lon lng index year duration length width depth bmi gpa grade mpg
  discount margin level density voltage volt battery pressure satisfaction hour rank ranking position`);
/** What a table is mostly about, the likeliest first. */
const MAIN = [
  words("amount revenue sale total value turnover income payment"),
  words("price cost spend profit charge fare fee salary wage balance score"),
  words("quantity population"),
];

export function isAdditive(column: Column): boolean {
  return !column.words.some((word) => RATES.has(word));
}

/** A number that measures something, not one that names a row or a year. */
export function isMeasure(column: Column): boolean {
  return (
    column.kind === "number" &&
    !column.isKey &&
    !/^(year|date)$/.test(column.words.join("")) &&
    !/^(lat|lon|lng|latitude|longitude|zip|postcode)$/.test(column.words.join(""))
  );
}

/** A column by which rows fall into groups worth looking at. */
export function isCategory(column: Column): boolean {
  if (column.kind !== "text" && column.kind !== "boolean") return false;
  if (column.isKey) return false;
  const { distinct, rowCount } = column;
  return distinct === null || (distinct >= 2 && distinct <= 50 && distinct < rowCount);
}

/** The column a question about "the amount" of nothing in particular is about. */
export function mainMeasure(columns: Column[]): Column | null {
  const measures = columns.filter(isMeasure);
  const additive = measures.filter(isAdditive);
  for (const names of MAIN) {
    const named = additive.find((column) => column.words.some((word) => names.has(word)));
    if (named) return named;
  }
  return additive[0] ?? measures[0] ?? null;
}

/** The columns that tell when: dates and times first, then a whole number called year. */
export function timeColumns(columns: Column[]): Column[] {
  const times = columns.filter(({ kind }) => kind === "time");
  const years = columns.filter(({ kind, words: name }) => kind === "number" && name.at(-1) === "year");
  return [...times, ...years];
}

export const isYearNumber = (column: Column): boolean => column.kind === "number";

/** The column of a table that a person would call its rows by. */
export function labelColumn(columns: Column[]): Column | null {
  const named = columns.find(
    ({ words: name, kind }) => kind === "text" && (name.at(-1) === "name" || name.at(-1) === "title"),
  );
  return named ?? columns.find(({ isKey }) => isKey) ?? columns.find(({ kind }) => kind === "text") ?? null;
}

/** Columns of the named tables; of all when none is named. */
export function columnsOf(catalog: Catalog, tables: string[]): Column[] {
  const columns = allColumns(catalog);
  return tables.length === 0 ? columns : columns.filter(({ table }) => tables.includes(table));
}
