import "server-only";
import type { Json } from "#lib/core/schema.ts";
import { rowsValue } from "./messages.ts";
import { parseRows } from "./parse-rows.ts";
import { pools } from "./processes/pools.ts";
import type { EngineColumn } from "./schema.ts";
import { setUpFor } from "./set-up.ts";
import { engineSettings } from "./settings.ts";

export interface ReadRowsRequest {
  parquet_path: string;
  /** As `runQuery` told them: values come out by these types. */
  columns: EngineColumn[];
  offset: number;
  limit: number;
  signal?: AbortSignal;
}

/** A window of a stored Result in the contract's values, in the order of the Result. */
export async function readRows(request: ReadRowsRequest): Promise<Json[][]> {
  const { parquet_path, columns, offset, limit, signal } = request;
  const { queryTimeoutMs: timeoutMs } = engineSettings();
  return pools().reading.lend(null, signal, async (child) => {
    const set_up = setUpFor(child.directory);
    const answer = await child.run(
      { kind: "rows", set_up, parquet_path, columns, offset, limit },
      { timeoutMs, signal },
    );
    return parseRows(rowsValue.parse(answer).rows_json);
  });
}
