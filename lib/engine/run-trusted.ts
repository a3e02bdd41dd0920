import "server-only";
import { trustedValue } from "./messages.ts";
import { parseRows } from "./parse-rows.ts";
import type { EnginePool } from "./processes/pool.ts";
import { pools } from "./processes/pools.ts";
import type { TrustedOutcome, TrustedRequest } from "./schema.ts";
import { setUpFor } from "./set-up.ts";

const TIMEOUT_MS = 30 * 60_000;

/**
 * Runs our own statements over strangers' bytes (loads, profiles, exports) in a limited child with a fresh
 * DuckDB, in order, one outcome a statement. Never pass a stranger's SQL: nothing here guards it. Only the
 * paths named can be read and written; what was written in part before an error is the caller's to remove.
 * Throws `AppError` as `runQuery` does; an aborted signal rejects with its reason.
 */
export function runTrusted(request: TrustedRequest): Promise<TrustedOutcome[]> {
  return runStatements(pools()[request.pool ?? "trusted"], request);
}

/** The same in a given pool. */
export async function runStatements(pool: EnginePool, request: TrustedRequest): Promise<TrustedOutcome[]> {
  const { statements, read_paths, write_paths, memory_mb, timeout_ms, signal, on_progress } = request;
  return pool.lend(null, signal, async (child) => {
    const answer = await child.run(
      {
        kind: "trusted",
        set_up: setUpFor(child.directory, memory_mb),
        statements,
        read_paths,
        write_paths,
        progress: on_progress !== undefined,
      },
      { timeoutMs: timeout_ms ?? TIMEOUT_MS, signal, onProgress: on_progress },
    );
    return trustedValue
      .parse(answer)
      .map(({ columns, rows_json }) => ({ columns, rows: parseRows(rows_json) }));
  });
}
