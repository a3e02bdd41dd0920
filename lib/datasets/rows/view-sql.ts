import "server-only";
import { AppError, type FieldError } from "#lib/core/errors.ts";
import type { FileColumn, RowFilter, RowSort } from "#lib/datasets/schema.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { FilterFault } from "./comparable.ts";
import { filterSql } from "./filter-sql.ts";

export interface ViewQuery {
  sort?: RowSort | undefined;
  filters?: RowFilter[] | undefined;
}

/** A Parquet file's virtual column; a table may have a real one of that name, which then hides it. */
const POSITION = "file_row_number";

/**
 * The SELECT behind a sorted or filtered table: rows that compare alike keep the file's order, and missing
 * values come last either way. 422 with the path of each fault (`sort`, `filters.0.column`).
 */
export function viewSql(path: string, columns: FileColumn[], { sort, filters = [] }: ViewQuery): string {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const errors: FieldError[] = [];
  const conditions = filters.flatMap((filter, at) => {
    const column = byName.get(filter.column);
    if (column === undefined) {
      errors.push({ path: `filters.${at}.column`, message: unknown(filter.column) });
      return [];
    }
    return conditionOf(column, filter, (message) => errors.push({ path: `filters.${at}.value`, message }));
  });
  if (sort && !byName.has(sort.column)) errors.push({ path: "sort", message: unknown(sort.column) });
  if (errors[0]) throw new AppError("invalid", errors[0].message, { errors });
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(", ");
  return `SELECT ${names} FROM ${source(path, byName)}${where}${sort ? order(sort, byName) : ""}`;
}

function conditionOf(column: FileColumn, filter: RowFilter, fault: (message: string) => void): string[] {
  try {
    return [filterSql(column, filter)];
  } catch (error) {
    if (!(error instanceof FilterFault)) throw error;
    fault(`${column.name}: ${error.message}`);
    return [];
  }
}

function source(path: string, columns: ReadonlyMap<string, FileColumn>): string {
  return `read_parquet(${quoteString(path)}${columns.has(POSITION) ? "" : `, ${POSITION} = true`})`;
}

function order({ column, direction }: RowSort, columns: ReadonlyMap<string, FileColumn>): string {
  const ties = columns.has(POSITION) ? "" : `, ${POSITION}`;
  return ` ORDER BY ${quoteIdentifier(column)} ${direction === "asc" ? "ASC" : "DESC"} NULLS LAST${ties}`;
}

function unknown(name: string): string {
  return `The table has no column ${JSON.stringify(name)}.`;
}
