import "server-only";
import { FilterFault } from "#lib/datasets/rows/comparable.ts";
import { filterSql } from "#lib/datasets/rows/filter-sql.ts";
import type { FilterScalar, RowFilter } from "#lib/datasets/schema.ts";
import { warnIfEmpty } from "./empty-filters.ts";
import type { Check } from "./kinds/kind.ts";
import { isNumber, isTime, type SourceColumn } from "./source.ts";

const TEXT_OPERATORS = new Set(["contains", "starts_with", "ends_with"]);
const VALUELESS = new Set(["is_null", "not_null"]);
const EQUALITY = new Set(["==", "!=", "in", "not_in"]);

/** The conditions of filters as SQL; faults for columns, operators and values that do not go together. */
export function filtersSql(filters: readonly RowFilter[], check: Check, path: string): string[] {
  return filters.flatMap((filter, index) => filterOf(filter, check, `${path}.${index}`));
}

function filterOf(filter: RowFilter, check: Check, path: string): string[] {
  const column = check.column(`${path}.column`, filter.column);
  if (!column) return [];
  const { operator } = filter;
  const misfit = operatorFault(column, operator);
  if (misfit !== undefined) {
    check.fault(`${path}.operator`, misfit);
    return [];
  }
  if (VALUELESS.has(operator) && filter.value !== undefined) {
    check.fault(`${path}.value`, `${operator} takes no value.`);
    return [];
  }
  const value = valueFault(column, filter.value);
  if (value !== undefined) {
    check.fault(`${path}.value${value.at}`, value.message);
    return [];
  }
  try {
    const sql = filterSql(column, filter);
    warnIfEmpty(column, filter, check, path);
    return [sql];
  } catch (error) {
    if (!(error instanceof FilterFault)) throw error;
    check.fault(`${path}.value`, error.message);
    return [];
  }
}

function operatorFault(column: SourceColumn, operator: string): string | undefined {
  if (VALUELESS.has(operator)) return undefined;
  const about = `"${column.name}" holds ${column.type}`;
  if (TEXT_OPERATORS.has(operator))
    return column.kind === "text" ? undefined : `${operator} looks into text, and ${about}.`;
  if (column.kind === "other")
    return `${about}, which only is_null and not_null can look at. Derive a column from it first.`;
  if (column.kind === "boolean" && !EQUALITY.has(operator))
    return `${about}, which has no order: use == or !=.`;
  return undefined;
}

/** A value of another type than the column's, by its place in a list. Its form is looked at later. */
function valueFault(
  column: SourceColumn,
  value: RowFilter["value"],
): { at: string; message: string } | undefined {
  const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const index = values.findIndex((one) => !fits(column, one));
  if (index < 0) return undefined;
  const message = `"${column.name}" holds ${column.type}; ${JSON.stringify(values[index])} is ${nameOf(values[index])}.`;
  return { at: Array.isArray(value) ? `.${index}` : "", message };
}

function fits(column: SourceColumn, value: FilterScalar): boolean {
  if (isNumber(column)) return typeof value !== "boolean";
  if (column.kind === "boolean") return typeof value !== "number";
  if (isTime(column)) return typeof value === "string";
  return typeof value === "string";
}

function nameOf(value: FilterScalar | undefined): string {
  if (typeof value === "string") return "text";
  return typeof value === "number" ? "a number" : "true or false";
}
