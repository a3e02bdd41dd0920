import { filtersSql } from "#lib/analysis/filters.ts";
import type { PlanStep } from "#lib/analysis/schema.ts";
import type { Staged, StepPlace } from "./step.ts";

/** Keeps the rows that meet all conditions. */
export function filterStep(step: Extract<PlanStep, { step: "filter" }>, { check }: StepPlace): Staged | null {
  const conditions = filtersSql(step.filters, check, "filters");
  if (conditions.length < step.filters.length) return null;
  return {
    sql: `SELECT *\nFROM ${check.source.relation}\nWHERE ${conditions.join("\n  AND ")}`,
    columns: check.source.columns,
    drops_rows: true,
    assumption: null,
  };
}
