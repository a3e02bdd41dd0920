import { checkOf, type Faults } from "#lib/analysis/check.ts";
import { filtersSql } from "#lib/analysis/filters.ts";
import type { CommonPlan, PlanStep } from "#lib/analysis/schema.ts";
import type { Source } from "#lib/analysis/source.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { binStep } from "./bin-step.ts";
import { deriveStep } from "./derive-step.ts";
import { dropOutliersStep } from "./drop-outliers-step.ts";
import { filterStep } from "./filter-step.ts";
import { imputeStep } from "./impute-step.ts";
import type { Staged, StepPlace } from "./step.ts";

/** The in-between tables of a plan's steps and filters, and what the operation then reads. */
export interface Stages {
  with: { name: string; sql: string }[];
  source: Source;
  assumptions: string[];
}

interface Input {
  plan: CommonPlan;
  table: Source;
  faults: Faults;
  typeOf(expression: string, source: Source): Promise<string>;
}

/** Lays out the steps in order, each over what the one before it left, and the plan's filters after them. */
export async function stageSteps({ plan, table, faults, typeOf }: Input): Promise<Stages> {
  const stages: Stages = { with: [], source: table, assumptions: [] };
  for (const [index, step] of (plan.steps ?? []).entries()) {
    const { source } = stages;
    const check = checkOf(source, faults, `steps.${index}`);
    const staged = await stage(step, { check, typeOf: (expression) => typeOf(expression, source) });
    if (staged) add(stages, `step_${index + 1}`, staged);
  }
  const filters = plan.filters ?? [];
  const conditions = filtersSql(filters, checkOf(stages.source, faults), "filters");
  if (conditions.length > 0)
    add(stages, "filtered", {
      sql: `SELECT *\nFROM ${stages.source.relation}\nWHERE ${conditions.join("\n  AND ")}`,
      columns: stages.source.columns,
      drops_rows: true,
      assumption: null,
    });
  return stages;
}

function stage(step: PlanStep, place: StepPlace): Staged | null | Promise<Staged | null> {
  switch (step.step) {
    case "filter":
      return filterStep(step, place);
    case "derive":
      return deriveStep(step, place);
    case "impute":
      return imputeStep(step, place);
    case "bin":
      return binStep(step, place);
    case "drop_outliers":
      return dropOutliersStep(step, place);
  }
}

function add(stages: Stages, name: string, { sql, columns, drops_rows, assumption }: Staged): void {
  stages.with.push({ name, sql });
  stages.source = {
    ...stages.source,
    relation: quoteIdentifier(name),
    columns,
    is_whole: stages.source.is_whole && !drops_rows,
  };
  if (assumption !== null) stages.assumptions.push(assumption);
}
