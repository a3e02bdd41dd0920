import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import type { EngineColumn } from "#lib/engine/schema.ts";
import type { PlannedColumn } from "./plan.ts";
import { canonicalText } from "./types/canonical.ts";

/**
 * The digest of a stored Result: the same for the same columns and the same rows in any order.
 *
 * 1. Every cell becomes text: `~` for NULL, else its length in bytes, a colon and its text; floats, also in
 *    lists and structs, rounded to 9 significant digits (sums of floats differ in the last digits from run
 *    to run); other nested values as JSON.
 * 2. A row is the concatenation of its cells, hashed with MD5; the high and the low 64 bits are added up over
 *    all rows, each for itself. Sums do not know the order and do count repeated rows.
 * 3. SHA-256, in hex, over `veritable-digest-1`, the JSON of `[name, type]` of the columns, the row count and the
 *    two sums, each on a line.
 */
export async function digestOf(
  connection: DuckDBConnection,
  path: string,
  planned: readonly PlannedColumn[],
  columns: readonly EngineColumn[],
): Promise<{ digest: string; row_count: number }> {
  // In two steps, so that no text stands twice: DuckDB's search for what does grows with the columns squared.
  const texts = planned.map(
    (column, at) => `${canonicalText(quoteIdentifier(column.stored_name), column.type)} AS t${at}`,
  );
  const cells = planned.map((_, at) => `coalesce(concat(strlen(t${at}), ':', t${at}), '~')`);
  const reader = await connection.runAndReadAll(
    `SELECT count(*)::VARCHAR, coalesce(sum((h >> 64)::UBIGINT), 0)::VARCHAR,
       coalesce(sum((h & 18446744073709551615::UHUGEINT)::UBIGINT), 0)::VARCHAR
     FROM (SELECT md5_number(concat(${cells.join(", ")})) AS h
       FROM (SELECT ${texts.join(", ")} FROM read_parquet(${quoteString(path)})))`,
  );
  const [count, high, low] = (reader.getRows()[0] ?? []).map(String);
  const header = JSON.stringify(columns.map((column) => [column.name, column.type]));
  const digest = createHash("sha256")
    .update(["veritable-digest-1", header, count, high, low].join("\n"))
    .digest("hex");
  return { digest, row_count: Number(count) };
}
