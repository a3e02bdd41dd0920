import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Filter } from "#lib/agent/analyst/intent.ts";

type Value = string | number | boolean;
/** A condition as a plan says it. */
export type PlanFilter = { column: string; operator: string; value?: Value | Value[] };

const NAMES: Partial<Record<Filter["operator"], string>> = {
  "=": "==",
  ">": ">",
  ">=": ">=",
  "<": "<",
  "<=": "<=",
  contains: "contains",
  starts_with: "starts_with",
  ends_with: "ends_with",
};

const isTimeOfDay = ({ type }: Column): boolean => /^TIME( |TZ|$)/i.test(type);

/** Whether a plan takes the value for a column of that kind. */
function fits({ kind }: Column, value: unknown): value is Value {
  if (kind === "number") return typeof value === "number";
  if (kind === "boolean") return typeof value === "boolean";
  return (kind === "text" || kind === "time") && typeof value === "string";
}

/** All conditions as a plan says them; null when one of them cannot be said so. */
export function planFilters(filters: Filter[]): PlanFilter[] | null {
  const said = filters.map(planFilter);
  return said.some((one) => one === null) ? null : said.flatMap((one) => one ?? []);
}

function planFilter({ column: of, operator, values }: Filter): PlanFilter[] | null {
  const column = of.name;
  if (operator === "is_null" || operator === "not_null") return [{ column, operator }];
  if (isTimeOfDay(of)) return null;
  if (operator === "period") return periodOf(column, values);
  const fitting = values.filter((value) => fits(of, value));
  const [first] = fitting;
  if (first === undefined || fitting.length < values.length) return null;
  if (operator === "between" || operator === "in" || operator === "not_in")
    return [{ column, operator, value: fitting }];
  // Here a missing value is no other value; in the question it is.
  if (operator === "!=") return of.nulls === 0 ? [{ column, operator, value: first }] : null;
  const name = NAMES[operator];
  return name === undefined ? null : [{ column, operator: name, value: first }];
}

/** From the first day on, before the second. */
function periodOf(column: string, [from, to]: Filter["values"]): PlanFilter[] {
  return [
    ...(typeof from === "string" ? [{ column, operator: ">=", value: from }] : []),
    ...(typeof to === "string" ? [{ column, operator: "<", value: to }] : []),
  ];
}
