import type { PlanStep } from "#lib/analysis/schema.ts";
import { valueKind } from "#lib/analysis/source.ts";
import { AppError } from "#lib/core/errors.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { isNameFree, type Staged, type StepPlace, withColumn } from "./step.ts";

/** A new column from a guarded scalar expression, or a new form of an old one. */
export async function deriveStep(
  step: Extract<PlanStep, { step: "derive" }>,
  { check, typeOf }: StepPlace,
): Promise<Staged | null> {
  const { column: name, expression } = step;
  if (!isNameFree(check, "column", name)) return null;
  const { source } = check;
  try {
    const type = await typeOf(expression);
    const isThere = source.columns.some((column) => column.name === name);
    // A comment at its end must not swallow the bracket.
    const value = `(${expression}${expression.includes("--") ? "\n  " : ""}) AS ${quoteIdentifier(name)}`;
    return {
      sql: isThere
        ? `SELECT * REPLACE (${value})\nFROM ${source.relation}`
        : `SELECT\n  *,\n  ${value}\nFROM ${source.relation}`,
      columns: withColumn(source.columns, {
        name,
        type,
        kind: valueKind(type),
        nullable: true,
        profile: null,
      }),
      drops_rows: false,
      assumption: null,
    };
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== "sql_error" && error.code !== "sql_refused"))
      throw error;
    check.fault("expression", error.message);
    return null;
  }
}
