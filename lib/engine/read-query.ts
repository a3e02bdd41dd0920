import "server-only";
import { readValue } from "./messages.ts";
import { parseRows } from "./parse-rows.ts";
import { pools } from "./processes/pools.ts";
import type { ReadOutcome, ReadRequest } from "./schema.ts";
import { setUpFor } from "./set-up.ts";
import { engineSettings } from "./settings.ts";

/** As `runQuery`, for rows that are only a step: nothing is kept of them, and they have no digest. */
export async function readQuery({ session_id, tables, sql, signal }: ReadRequest): Promise<ReadOutcome> {
  const { queryTimeoutMs: timeoutMs } = engineSettings();
  return pools().sessions.lend(session_id, signal, async (child) => {
    const job = { kind: "read" as const, set_up: setUpFor(child.directory), tables, sql };
    const { rows_json, ...value } = readValue.parse(await child.run(job, { timeoutMs, signal }));
    return { ...value, rows: parseRows(rows_json) };
  });
}
