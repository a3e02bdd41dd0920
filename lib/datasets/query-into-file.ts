import "server-only";
import type { Context } from "#lib/core/context.ts";
import { readQuery } from "#lib/engine/read-query.ts";
import { keepRows, runQuery } from "#lib/engine/run-query.ts";
import type {
  EngineTable,
  KeepRequest,
  QueryOutcome,
  QueryRequest,
  ReadOutcome,
} from "#lib/engine/schema.ts";
import { storage } from "#lib/storage/storage.ts";
import { listTables } from "./list-tables.ts";
import type { TableInfo } from "./schema.ts";

/** A query that ran, with its rows in a temporary Parquet file. */
export interface QueryFile {
  outcome: QueryOutcome;
  /** The session's tables as the query found them. */
  tables: TableInfo[];
  output_path: string;
}

interface Query extends Asked {
  sql: string;
}

interface Asked {
  session_id: string;
  /** The session's tables, where the caller has listed them already. */
  tables?: TableInfo[] | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Runs read-only SQL over the session's tables into a file, and hands that to `keep`, which may adopt it; what is not
 * adopted is thrown away. Throws the engine's errors, and 404 for a session that is not there.
 */
export async function queryIntoFile<T>(
  ctx: Context,
  { sql, ...asked }: Query,
  keep: (file: QueryFile) => Promise<T>,
): Promise<T> {
  return intoFile(ctx, asked, (request) => runQuery({ ...request, sql }), keep);
}

/** The same with rows of our own in place of a query's. */
export async function rowsIntoFile<T>(
  ctx: Context,
  { columns, rows, ...asked }: Asked & Pick<KeepRequest, "columns" | "rows">,
  keep: (file: QueryFile) => Promise<T>,
): Promise<T> {
  return intoFile(ctx, asked, (request) => keepRows({ ...request, columns, rows }), keep);
}

async function intoFile<T>(
  ctx: Context,
  { session_id, tables: known, signal }: Asked,
  run: (request: Omit<QueryRequest, "sql">) => Promise<QueryOutcome>,
  keep: (file: QueryFile) => Promise<T>,
): Promise<T> {
  const tables = known ?? (await listTables({ ctx, input: { session_id } }));
  const output_path = await storage().temporaryPath();
  try {
    const request = { session_id, tables: engineTables(tables), output_path };
    const outcome = await run({ ...request, ...(signal && { signal }) });
    return await keep({ outcome, tables, output_path });
  } finally {
    await storage().discard(output_path);
  }
}

/** Runs read-only SQL over the session's tables for its rows alone. Throws as `queryIntoFile` does. */
export async function queryRows(
  ctx: Context,
  { session_id, sql, tables: known, signal }: Query,
): Promise<{ read: ReadOutcome; tables: TableInfo[] }> {
  const tables = known ?? (await listTables({ ctx, input: { session_id } }));
  const request = { session_id, tables: engineTables(tables), sql };
  return { read: await readQuery({ ...request, ...(signal && { signal }) }), tables };
}

function engineTables(tables: TableInfo[]): EngineTable[] {
  return tables.map(({ table, parquet_path }) => ({ name: table, parquet_path }));
}
