import type { FileColumn, FilterOperator, RowFilter } from "#lib/datasets/schema.ts";
import { isNumeric } from "../column-format.ts";

export interface FilterChoice {
  operator: FilterOperator;
  /** In words, between the column and the value. */
  words: string;
  /** How many values it takes. */
  values: 0 | 1 | 2;
}

const MISSING: FilterChoice[] = [
  { operator: "is_null", words: "is missing", values: 0 },
  { operator: "not_null", words: "is not missing", values: 0 },
];
const SAME: FilterChoice[] = [
  { operator: "==", words: "is", values: 1 },
  { operator: "!=", words: "is not", values: 1 },
];
const TEXT: FilterChoice[] = [
  { operator: "contains", words: "contains", values: 1 },
  ...SAME,
  { operator: "starts_with", words: "starts with", values: 1 },
  { operator: "ends_with", words: "ends with", values: 1 },
  ...MISSING,
];
const NUMBER: FilterChoice[] = [
  { operator: "between", words: "is between", values: 2 },
  ...SAME,
  { operator: ">", words: "is more than", values: 1 },
  { operator: "<", words: "is less than", values: 1 },
  { operator: ">=", words: "is at least", values: 1 },
  { operator: "<=", words: "is at most", values: 1 },
  ...MISSING,
];
const TIME: FilterChoice[] = [
  { operator: "between", words: "is between", values: 2 },
  ...SAME,
  { operator: ">=", words: "is from", values: 1 },
  { operator: "<=", words: "is up to", values: 1 },
  ...MISSING,
];
const TRUTH: FilterChoice[] = [{ operator: "==", words: "is", values: 1 }, ...MISSING];
const NESTED: FilterChoice[] = [{ operator: "contains", words: "contains", values: 1 }, ...MISSING];

/** The filters that fit a column's type, the likeliest first. */
export function filterChoices(type: string): readonly FilterChoice[] {
  if (isNumeric(type)) return NUMBER;
  if (type === "DATE" || type.startsWith("TIMESTAMP")) return TIME;
  if (type === "BOOLEAN") return TRUTH;
  if (type === "VARCHAR" || type === "UUID" || type.startsWith("ENUM")) return TEXT;
  return NESTED;
}

/** The filter that a filled-in form means; null while a value is missing. */
export function filterOf(
  column: FileColumn,
  choice: FilterChoice,
  values: readonly string[],
): RowFilter | null {
  const { name } = column;
  const given = values.slice(0, choice.values).map((value) => value.trim());
  if (given.some((value) => value === "") || given.length < choice.values) return null;
  if (choice.values === 0) return { column: name, operator: choice.operator };
  if (choice.values === 2) return { column: name, operator: choice.operator, value: given };
  return { column: name, operator: choice.operator, value: given[0] ?? "" };
}

/** A filter as a sentence's part: `amount is between 10 and 20`. */
export function filterWords({ column, operator, value }: RowFilter, type: string): string {
  const words = filterChoices(type).find((choice) => choice.operator === operator)?.words ?? operator;
  if (value === undefined) return `${column} ${words}`;
  return `${column} ${words} ${Array.isArray(value) ? value.join(" and ") : value}`;
}
