import "server-only";
import type { Context } from "#lib/core/context.ts";
import type { Json } from "#lib/core/schema.ts";
import { listTables } from "#lib/datasets/list-tables.ts";
import { executeQuery } from "#lib/results/execute-query.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { assumptionsOf } from "./assumptions.ts";
import { planRefused } from "./faults.ts";
import { arranged } from "./finish-rows.ts";
import type { BoundPlan } from "./kinds/define-kind.ts";
import type { Finished, Group, SqlRows } from "./kinds/kind.ts";
import { type ResolvedPlan, resolvePlan } from "./resolve-plan.ts";
import type { PlanFault } from "./schema.ts";

interface Input {
  session_id: string;
  /** The run that asked; null for a person's own plan. */
  run_id: string | null;
  plan: Json;
}

export interface PlanOutcome {
  result: ResultView;
  /** Sentences with figures from the Result's cells alone. */
  text: string;
  assumptions: string[];
  warnings: PlanFault[];
  /** For the chart: what was asked and what the Result is grouped by. */
  bound: BoundPlan;
  groups: Group[];
}

/**
 * Validates a plan, runs it in the session's engine and stores its Result. Throws `invalid` with the path of each
 * fault, and the engine's errors; then nothing is stored.
 */
export async function executePlan({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: Input;
  signal?: AbortSignal;
}): Promise<PlanOutcome> {
  const tables = await listTables({ ctx, input });
  const { errors, warnings, resolved } = await resolvePlan({ plan: input.plan, tables, signal });
  if (resolved === null) throw planRefused(errors);
  const { bound, source, groups } = resolved;
  const found: string[] = [];
  const result = await executeQuery({
    ctx,
    input: {
      session_id: input.session_id,
      run_id: input.run_id,
      sql: resolved.sql,
      plan: input.plan,
      tables,
      ...(bound.finish && { finish: (read: SqlRows) => finished(resolved, read, found) }),
    },
    ...(signal && { signal }),
  });
  const assumptions = [...assumptionsOf(resolved), ...found];
  return { result, text: bound.say(result, { source, groups }), assumptions, warnings, bound, groups };
}

/** The Result's rows; what was found out on the way goes into `found`. */
async function finished(
  resolved: ResolvedPlan,
  read: SqlRows,
  found: string[],
): Promise<Pick<Finished, "columns" | "rows">> {
  const { bound, source, groups } = resolved;
  if (!bound.finish) throw new Error("only a kind with a finish is finished");
  const made = await bound.finish(read, { source, groups });
  found.push(...(made.assumptions ?? []));
  return { columns: made.columns, rows: arranged(made, bound.plan) };
}
