import type { Check } from "#lib/analysis/kinds/kind.ts";
import type { PlanStep } from "#lib/analysis/schema.ts";
import { isNumber, type SourceColumn, valueKind } from "#lib/analysis/source.ts";
import { comparable, FilterFault } from "#lib/datasets/rows/comparable.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { type Staged, type StepPlace, withColumn } from "./step.ts";

type Impute = Extract<PlanStep, { step: "impute" }>;

/** Fills a column's missing values, or drops the rows that have none. A mean or a median makes the column DOUBLE. */
export function imputeStep(step: Impute, { check }: StepPlace): Staged | null {
  const isComputed = step.method === "mean" || step.method === "median";
  const column = isComputed ? check.number("column", step.column) : check.column("column", step.column);
  if (step.method !== "constant" && step.value !== undefined)
    check.fault("value", `A value goes with the method constant, not with ${step.method}.`);
  if (!column) return null;
  const { source } = check;
  const name = quoteIdentifier(column.name);
  if (step.method === "drop")
    return {
      sql: `SELECT *\nFROM ${source.relation}\nWHERE ${name} IS NOT NULL`,
      columns: source.columns,
      drops_rows: true,
      assumption: `Rows without ${column.name} were dropped.`,
    };
  const fill = fillOf(step, column, check);
  if (fill === null) return null;
  const value = fill.type === column.type ? name : `CAST(${name} AS ${fill.type})`;
  return {
    sql: `SELECT * REPLACE (coalesce(${value}, ${fill.sql}) AS ${name})\nFROM ${source.relation}`,
    columns: withColumn(source.columns, {
      ...column,
      type: fill.type,
      kind: valueKind(fill.type),
      profile: null,
    }),
    drops_rows: false,
    assumption: `Missing values of ${column.name} were filled with ${fill.says}.`,
  };
}

interface Fill {
  sql: string;
  type: string;
  says: string;
}

function fillOf(step: Impute, column: SourceColumn, check: Check): Fill | null {
  const name = quoteIdentifier(column.name);
  const from = check.source.relation;
  if (step.method === "mean")
    return { sql: `(SELECT avg(${name}) FROM ${from})`, type: "DOUBLE", says: "the mean" };
  if (step.method === "median")
    return {
      sql: `(SELECT median(CAST(${name} AS DOUBLE)) FROM ${from})`,
      type: "DOUBLE",
      says: "the median",
    };
  if (step.method === "mode")
    return {
      sql: `(SELECT ${name} FROM ${from} WHERE ${name} IS NOT NULL GROUP BY ${name} ORDER BY count(*) DESC, ${name} LIMIT 1)`,
      type: column.type,
      says: "the most frequent value",
    };
  return constantOf(step.value, column, check);
}

function constantOf(value: Impute["value"], column: SourceColumn, check: Check): Fill | null {
  const fault = (message: string) => {
    check.fault("value", message);
    return null;
  };
  if (value === undefined) return fault("The method constant needs a value.");
  if (column.kind === "other")
    return fault(`"${column.name}" holds ${column.type}, which cannot be filled with a constant.`);
  const fits = isNumber(column)
    ? typeof value === "number"
    : column.kind === "boolean"
      ? typeof value === "boolean"
      : typeof value === "string";
  if (!fits) return fault(`"${column.name}" holds ${column.type}; ${JSON.stringify(value)} does not fit it.`);
  try {
    const { right } = comparable(column, value);
    const says = JSON.stringify(value);
    if (!isNumber(column)) return { sql: `CAST(${right} AS ${column.type})`, type: column.type, says };
    const isExact = column.type === "BIGINT" && Number.isSafeInteger(value);
    const type = isExact ? column.type : "DOUBLE";
    return { sql: `CAST(${right} AS ${type})`, type, says };
  } catch (error) {
    if (error instanceof FilterFault) return fault(error.message);
    throw error;
  }
}
