import type { Filter } from "#lib/agent/analyst/intent.ts";
import { textLiteral } from "./identifier.ts";
import { reference } from "./joins.ts";

function literal(value: string | number | boolean | null | undefined): string {
  if (typeof value === "string") return textLiteral(value);
  return value === null || value === undefined ? "NULL" : String(value);
}

const date = (value: unknown): string => `DATE ${textLiteral(String(value))}`;

/** One condition as SQL. */
export function conditionSql({ column, operator, values }: Filter, isJoined: boolean): string {
  const name = reference(column, isJoined);
  const [first, second] = values;
  switch (operator) {
    case "between":
      return `${name} BETWEEN ${literal(first)} AND ${literal(second)}`;
    case "in":
    case "not_in":
      return `${name} ${operator === "in" ? "IN" : "NOT IN"} (${values.map(literal).join(", ")})`;
    case "is_null":
      return `${name} IS NULL`;
    case "not_null":
      return `${name} IS NOT NULL`;
    case "contains":
    case "starts_with":
    case "ends_with":
      return `${operator === "ends_with" ? "suffix" : operator}(lower(${name}), ${literal(String(first).toLowerCase())})`;
    case "same_text":
      return `lower(${name}) = ${literal(String(first).toLowerCase())}`;
    case "month_of_year":
      return `month(${name}) = ${literal(first)}`;
    case "period":
      return [first ? `${name} >= ${date(first)}` : "", second ? `${name} < ${date(second)}` : ""]
        .filter((part) => part !== "")
        .join(" AND ");
    case "!=":
      return `${name} IS DISTINCT FROM ${literal(first)}`;
    default:
      return `${name} ${operator} ${literal(first)}`;
  }
}

/** `\nWHERE …` of all filters and further conditions; empty when there are none. */
export function whereClause(filters: Filter[], isJoined: boolean, further: string[] = []): string {
  const parts = [...filters.map((filter) => conditionSql(filter, isJoined)), ...further];
  return parts.length === 0 ? "" : `\nWHERE ${parts.join("\n  AND ")}`;
}
