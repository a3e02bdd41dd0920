import { emptySession } from "#e2e/support/data.ts";
import { executePlan, type PlanOutcome } from "#lib/analysis/execute-plan.ts";
import type { PlanFault } from "#lib/analysis/schema.ts";
import { validatePlan } from "#lib/analysis/validate-plan.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Json } from "#lib/core/schema.ts";
import { createDerivedTable } from "#lib/datasets/create-derived-table.ts";
import { getProfile } from "#lib/datasets/get-profile.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";

export type Row = Record<string, Json>;

/** A session with tables made of rows, and plans over them. */
export async function planSession() {
  const { ctx, session_id } = await emptySession();
  const run = (plan: Json): Promise<PlanOutcome> =>
    executePlan({ ctx, input: { session_id, run_id: null, plan } });
  return {
    ctx,
    session_id,
    run,
    /** Makes a table from a SELECT and waits for its profile. */
    async tableOf(name: string, sql: string): Promise<string> {
      const file = await createDerivedTable({ ctx, input: { session_id, name, sql } });
      await getProfile({ ctx, input: { file_id: file.id } });
      return file.table;
    },
    /** The Result's rows as objects by column. */
    async rows(plan: Json): Promise<Row[]> {
      const { result } = await run(plan);
      return result.rows.map((row) =>
        Object.fromEntries(result.columns.map(({ name }, index) => [name, row[index] ?? null])),
      );
    },
    validate: (plan: Json) => validatePlan({ ctx, input: { session_id, plan } }),
    /** The faults that running a plan ends in; fails when it runs. */
    async faults(plan: Json): Promise<PlanFault[]> {
      const error = await run(plan).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error instanceof AppError && error.errors) return error.errors;
      throw new Error(`no faults from ${JSON.stringify(plan)}`, { cause: error });
    },
  };
}
export type PlanSession = Awaited<ReturnType<typeof planSession>>;

/** A SELECT of literal rows, each column CAST to its type. */
export function selectOf(types: Record<string, string>, rows: Row[]): string {
  const columns = Object.entries(types);
  const objects = rows.map((row) =>
    Object.fromEntries(columns.map(([name], index) => [`c${index}`, row[name] ?? null])),
  );
  const shape = Object.fromEntries(columns.map(([, type], index) => [`c${index}`, type]));
  const list = columns.map(([name], index) => `r.c${index} AS ${quoteIdentifier(name)}`).join(", ");
  return `SELECT ${list} FROM (SELECT unnest(from_json(${quoteString(JSON.stringify(objects))}, ${quoteString(JSON.stringify([shape]))})) AS r)`;
}
