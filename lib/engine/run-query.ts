import "server-only";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { queryValue } from "./messages.ts";
import { moveFile } from "./move-file.ts";
import { parseRows } from "./parse-rows.ts";
import { pools } from "./processes/pools.ts";
import { rowsSql } from "./rows-sql.ts";
import type { EngineColumn, KeepRequest, QueryOutcome, QueryRequest } from "./schema.ts";
import { setUpFor } from "./set-up.ts";
import { engineSettings } from "./settings.ts";

/**
 * Runs one reading statement of a stranger over the session's tables, in the session's own limited child.
 * The whole Result is at `output_path` afterwards, as Parquet; after an error nothing is. Throws `AppError`:
 * `sql_refused`, `sql_error` (with `position` where known), `timeout`, `memory_limit`, `engine_crashed`,
 * `unavailable`; an aborted signal rejects with its reason.
 */
export async function runQuery({ sql, ...request }: QueryRequest): Promise<QueryOutcome> {
  return intoFile(request, { kind: "query", sql });
}

/** Makes a Result of rows that we computed, as `runQuery` of a statement that gives them. Throws what that throws. */
export async function keepRows({ columns, rows, ...request }: KeepRequest): Promise<QueryOutcome> {
  return intoFile(request, { kind: "keep", columns, sql: rowsSql(columns, rows) });
}

type What = { kind: "query"; sql: string } | { kind: "keep"; columns: EngineColumn[]; sql: string };

async function intoFile(request: Omit<QueryRequest, "sql">, what: What): Promise<QueryOutcome> {
  const { session_id, output_path, signal } = request;
  const tables = request.tables.map(({ name, parquet_path }) => ({ name, parquet_path }));
  const { queryTimeoutMs: timeoutMs } = engineSettings();
  return pools().sessions.lend(session_id, signal, async (child) => {
    const job = { ...what, set_up: setUpFor(child.directory), tables };
    const { rows_json, ...value } = queryValue.parse(await child.run(job, { timeoutMs, signal }));
    await moveFile(join(child.directory, "out.parquet"), output_path);
    const { size } = await stat(output_path);
    return { ...value, rows: parseRows(rows_json), byte_size: size };
  });
}
