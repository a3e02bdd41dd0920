import "server-only";
import type { Json } from "#lib/core/schema.ts";
import { RESULT_ROWS } from "./schema.ts";

/** What a Result may weigh in an answer and in the database: long cells cost it rows, never the rest of a cell. */
const MAX_BYTES = 1024 * 1024;

/** The rows that travel with a Result: at most 200 and about 1 MiB. */
export function firstRows(rows: Json[][]): Json[][] {
  const first: Json[][] = [];
  let bytes = 0;
  for (const row of rows.slice(0, RESULT_ROWS)) {
    bytes += JSON.stringify(row).length;
    if (bytes > MAX_BYTES) break;
    first.push(row);
  }
  return first;
}
