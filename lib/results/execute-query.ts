import "server-only";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/ids.ts";
import type { Json } from "#lib/core/schema.ts";
import { listTables } from "#lib/datasets/list-tables.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import { storedJson } from "#lib/datasets/stored-json.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { runQuery } from "#lib/engine/run-query.ts";
import type { QueryOutcome } from "#lib/engine/schema.ts";
import { resultKey } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";
import { firstRows } from "./first-rows.ts";
import { toResultView } from "./result-view.ts";
import type { ResultView } from "./schema.ts";

interface Input {
  session_id: string;
  sql: string;
  /** The run that asked; null for a person's own SQL. */
  run_id: string | null;
  plan?: Json;
}

/**
 * Runs read-only SQL over the session's tables and stores the outcome once: the rows whole in Parquet, the
 * first ones with the row. Throws the engine's errors; then nothing is stored.
 */
export async function executeQuery({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: Input;
  signal?: AbortSignal;
}): Promise<ResultView> {
  const tables = await listTables({ ctx, input });
  const output_path = await storage().temporaryPath();
  try {
    const outcome = await runQuery({
      session_id: input.session_id,
      tables: tables.map(({ table, parquet_path }) => ({ name: table, parquet_path })),
      sql: input.sql,
      output_path,
      ...(signal && { signal }),
    });
    return await store(ctx, input, { outcome, tables, output_path });
  } finally {
    await storage().discard(output_path);
  }
}

interface Ran {
  outcome: QueryOutcome;
  tables: TableInfo[];
  output_path: string;
}

async function store(ctx: Context, input: Input, { outcome, tables, output_path }: Ran): Promise<ResultView> {
  const id = newId();
  const parquetKey = resultKey(ctx.workspaceId, input.session_id, id);
  const { byte_size } = await storage().adopt(output_path, parquetKey);
  const rows = firstRows(outcome.rows);
  const read = tables.filter((table) => outcome.tables.includes(table.table));
  try {
    const row = await db().result.create({
      data: {
        id,
        workspaceId: ctx.workspaceId,
        sessionId: input.session_id,
        runId: input.run_id,
        sql: input.sql.replaceAll("\0", ""),
        plan: input.plan === undefined || input.plan === null ? Prisma.DbNull : storedJson(input.plan),
        columns: storedJson(outcome.columns.map(({ name, type }) => ({ name, type }))),
        rows: storedJson(rows),
        rowCount: outcome.row_count,
        truncated: outcome.row_count > rows.length,
        durationMs: outcome.duration_ms,
        digest: outcome.digest,
        engine: outcome.engine,
        datasets: read.map(({ table, fingerprint }) => ({ table, fingerprint })),
        parquetKey,
        byteSize: byte_size,
      },
    });
    return toResultView(row);
  } catch (error) {
    await storage().remove(parquetKey);
    throw isForeignKeyFault(error) ? sessionGone(error) : error;
  }
}

/** The session was deleted while its query ran. */
function isForeignKeyFault(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2003";
}

function sessionGone(cause: unknown): AppError {
  return new AppError("conflict", "The session was deleted while the query ran.", { cause });
}
