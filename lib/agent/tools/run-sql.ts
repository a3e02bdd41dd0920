import "server-only";
import { z } from "zod";
import type { QueryShown, ToolOutcome } from "#lib/agent/schema.ts";
import { AppError } from "#lib/core/errors.ts";
import { listTables } from "#lib/datasets/list-tables.ts";
import { executeQuery } from "#lib/results/execute-query.ts";
import { nameHints } from "./nearest-names.ts";
import { resultForModel } from "./rows-for-model.ts";
import { defineTool, done, refused, type ToolScope } from "./tool.ts";

const input = z.strictObject({
  sql: z.string().trim().min(1).max(50_000).describe("One SELECT statement in DuckDB's SQL."),
  purpose: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .describe("What this query finds out, in a few words that the person reads above the table."),
});
type Input = z.infer<typeof input>;

export const runSql = defineTool({
  name: "run_sql",
  description:
    "Run one read-only SELECT in DuckDB over the session's tables. The whole result is stored and shown to the person as a " +
    "table; you get its `result_id`, columns, row count and first rows. Compute everything in SQL: sums, shares, " +
    "differences, ranks. A failing query comes back with the engine's words and the nearest names.",
  input,
  async run({ sql, purpose }, scope) {
    try {
      const result = await executeQuery({
        ctx: scope.ctx,
        input: { session_id: scope.session_id, sql, run_id: scope.run_id },
        signal: scope.signal,
      });
      return done(resultForModel(result), [
        { type: "query", query: { purpose, sql: result.sql, result, error: null } },
      ]);
    } catch (error) {
      return failed({ sql, purpose }, error, scope);
    }
  },
});

/** The person sees that a query failed; the model also gets the nearest names, to mend it. */
async function failed({ sql, purpose }: Input, error: unknown, scope: ToolScope): Promise<ToolOutcome> {
  scope.signal.throwIfAborted();
  if (!(error instanceof AppError)) throw error;
  const shown: QueryShown = { purpose, sql, result: null, error: error.message };
  const events: ToolOutcome["events"] = [{ type: "query", query: shown }];
  return refused(`${error.message}${await hintsFor(error, sql, scope)}`, [], events);
}

async function hintsFor(error: AppError, sql: string, { ctx, session_id }: ToolScope): Promise<string> {
  if (error.code !== "sql_error" && error.code !== "sql_refused") return "";
  const hints = nameHints(error.message, sql, await listTables({ ctx, input: { session_id } }));
  return hints === "" ? "" : `\n${hints}`;
}
