import "server-only";
import { expressionValue } from "./messages.ts";
import { pools } from "./processes/pools.ts";
import type { EngineColumn } from "./schema.ts";
import { setUpFor } from "./set-up.ts";
import { engineSettings } from "./settings.ts";

/**
 * The guard of one scalar expression over the columns of one row, in a child: DuckDB's type of its value. Throws
 * `sql_refused` for what is not allowed there (subqueries, aggregates, windows), `sql_error` for what is wrong.
 */
export async function checkExpression(
  sql: string,
  columns: EngineColumn[],
  signal?: AbortSignal,
): Promise<string> {
  const { queryTimeoutMs: timeoutMs } = engineSettings();
  return pools().reading.lend(null, signal, async (child) => {
    const set_up = setUpFor(child.directory);
    const answer = await child.run({ kind: "expression", set_up, columns, sql }, { timeoutMs, signal });
    return expressionValue.parse(answer).type;
  });
}
