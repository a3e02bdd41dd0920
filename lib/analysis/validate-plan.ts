import "server-only";
import type { Context } from "#lib/core/context.ts";
import type { Json } from "#lib/core/schema.ts";
import { listTables } from "#lib/datasets/list-tables.ts";
import { resolvePlan } from "./resolve-plan.ts";
import type { PlanVerdict } from "./schema.ts";

/** Whether a plan could run over the session's tables, and the SQL that it would run. */
export async function validatePlan({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: { session_id: string; plan: Json };
  signal?: AbortSignal;
}): Promise<PlanVerdict> {
  const tables = await listTables({ ctx, input });
  const { errors, warnings, resolved } = await resolvePlan({ plan: input.plan, tables, signal });
  return { valid: resolved !== null, errors, warnings, ...(resolved && { sql: resolved.sql }) };
}
