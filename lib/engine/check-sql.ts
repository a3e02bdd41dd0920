import "server-only";
import { checkValue } from "./messages.ts";
import { pools } from "./processes/pools.ts";
import { setUpFor } from "./set-up.ts";
import { engineSettings } from "./settings.ts";

/**
 * The guard alone, in a child: which of `table_names` the statement reads. Throws `sql_refused` or
 * `sql_error` as `runQuery` would before it runs anything.
 */
export async function checkSql(sql: string, table_names: string[], signal?: AbortSignal): Promise<string[]> {
  const { queryTimeoutMs: timeoutMs } = engineSettings();
  return pools().reading.lend(null, signal, async (child) => {
    const set_up = setUpFor(child.directory);
    const answer = await child.run({ kind: "check", set_up, table_names, sql }, { timeoutMs, signal });
    return checkValue.parse(answer).tables;
  });
}
