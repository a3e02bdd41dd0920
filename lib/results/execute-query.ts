import "server-only";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/ids.ts";
import type { Json } from "#lib/core/schema.ts";
import { type QueryFile, queryIntoFile, queryRows, rowsIntoFile } from "#lib/datasets/query-into-file.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import { storedJson } from "#lib/datasets/stored-json.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { EngineColumn, QueryOutcome, ReadOutcome } from "#lib/engine/schema.ts";
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
  /** The session's tables, where the caller has listed them already. */
  tables?: TableInfo[];
  /**
   * What makes the Result's rows from what the SQL gave, of which nothing else is kept. The Result has the SQL's words
   * and tables.
   */
  finish?: (read: ReadOutcome) => Promise<{ columns: EngineColumn[]; rows: Json[][] }>;
}

/**
 * Runs read-only SQL over the session's tables and stores the outcome once: the rows whole in Parquet, the
 * first ones with the row. Throws the engine's errors, and what `finish` throws; then nothing is stored.
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
  const { session_id, sql } = input;
  const query = { session_id, sql, tables: input.tables, signal };
  if (!input.finish) return queryIntoFile(ctx, query, (file) => store(ctx, input, file));
  const { read, tables } = await queryRows(ctx, query);
  const { columns, rows } = await input.finish(read);
  return rowsIntoFile(ctx, { session_id, tables, signal, columns, rows }, (file) =>
    store(ctx, input, { ...file, outcome: asOne(read, file.outcome) }),
  );
}

/** Rows that were made of what was read. */
function asOne(read: ReadOutcome, made: QueryOutcome): QueryOutcome {
  return { ...made, tables: read.tables, duration_ms: read.duration_ms + made.duration_ms };
}

async function store(
  ctx: Context,
  input: Input,
  { outcome, tables, output_path }: QueryFile,
): Promise<ResultView> {
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
        datasets: read.map(({ table, fingerprint, row_count }) => ({ table, fingerprint, row_count })),
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
