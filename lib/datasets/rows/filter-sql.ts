import "server-only";
import type { FileColumn, FilterScalar, RowFilter } from "#lib/datasets/schema.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { comparable, FilterFault } from "./comparable.ts";

/**
 * A filter as an SQL condition; names and values only ever quoted. Text operators disregard case. A plain date
 * on a column of timestamps stands for its whole day.
 * @throws FilterFault for a value that does not fit the column or the operator.
 */
export function filterSql(column: FileColumn, { operator, value }: RowFilter): string {
  const name = quoteIdentifier(column.name);
  switch (operator) {
    case "is_null":
      return `${name} IS NULL`;
    case "not_null":
      return `${name} IS NOT NULL`;
    case "contains":
    case "starts_with":
    case "ends_with": {
      const text = quoteString(String(scalar(value)));
      return `${operator}(lower(CAST(${name} AS VARCHAR)), lower(${text}))`;
    }
    case "between": {
      const [low, high, ...rest] = list(value);
      if (low === undefined || high === undefined || rest.length > 0)
        throw new FilterFault("A range has two ends: [from, to].");
      return `(${compared(column, ">=", low)} AND ${compared(column, "<=", high)})`;
    }
    case "in":
      return anyOf(column, list(value));
    case "not_in":
      return `NOT ${anyOf(column, list(value))}`;
    default:
      return compared(column, operator, scalar(value));
  }
}

const SYMBOLS = { "==": "=", "!=": "<>", ">": ">", "<": "<", ">=": ">=", "<=": "<=" } as const;

function compared(column: FileColumn, operator: keyof typeof SYMBOLS, value: FilterScalar): string {
  const { left, right } = comparable(column, value);
  return `${left} ${SYMBOLS[operator]} ${right}`;
}

function anyOf(column: FileColumn, values: readonly FilterScalar[]): string {
  if (values.length === 0) throw new FilterFault("The list of values is empty.");
  return `(${values.map((value) => compared(column, "==", value)).join(" OR ")})`;
}

function scalar(value: RowFilter["value"]): FilterScalar {
  if (value === undefined || Array.isArray(value)) throw new FilterFault("This operator needs one value.");
  return value;
}

function list(value: RowFilter["value"]): FilterScalar[] {
  if (!Array.isArray(value)) throw new FilterFault("This operator needs a list of values.");
  return value;
}
