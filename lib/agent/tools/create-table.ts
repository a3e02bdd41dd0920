import "server-only";
import { z } from "zod";
import { AppError } from "#lib/core/errors.ts";
import { createDerivedTable } from "#lib/datasets/create-derived-table.ts";
import { listTables } from "#lib/datasets/list-tables.ts";
import { nameHints } from "./nearest-names.ts";
import { defineTool, done, outcomeOf, refused } from "./tool.ts";

export const createTable = defineTool({
  name: "create_table",
  description:
    "Keep the rows of one SELECT as a new table of the session, for the person to see and for later queries. " +
    "Use it when they ask for cleaned, joined or reshaped data, not for intermediate steps (use WITH for those).",
  input: z.strictObject({
    name: z
      .string()
      .regex(
        /^[a-z][a-z0-9_]{0,59}$/,
        "must be lower-case letters, digits and underscores, at most 60, starting with a letter",
      )
      .describe("The new table's name, in snake_case."),
    sql: z.string().trim().min(1).max(50_000).describe("One SELECT statement in DuckDB's SQL."),
  }),
  async run({ name, sql }, { ctx, session_id, signal }) {
    try {
      const file = await createDerivedTable({ ctx, input: { session_id, name, sql }, signal });
      return done(
        {
          table: file.table,
          row_count: file.row_count,
          columns: file.columns.map((column) => ({ name: column.name, type: column.type })),
        },
        [{ type: "data-updated", table: file.table }],
      );
    } catch (error) {
      const outcome = outcomeOf(error, signal);
      if (!(error instanceof AppError) || error.code !== "sql_error") return outcome;
      const hints = nameHints(error.message, sql, await listTables({ ctx, input: { session_id } }));
      return refused(`${outcome.for_model}\n${hints}`);
    }
  },
});
