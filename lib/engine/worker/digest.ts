import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import type { EngineColumn } from "#lib/engine/schema.ts";
import type { PlannedColumn } from "./plan.ts";
import { canonicalText } from "./types/canonical.ts";

/**
 * The digest of a stored Result: the same for the same columns and the same rows in any order.
 *
 * 1. Every cell becomes text: a colon for NULL, else its length in bytes, a colon and its text; floats, also in
 *    lists and structs, rounded to 9 significant digits (sums of floats differ in the last digits from run
 *    to run); other nested values as JSON.
 * 2. A row is the concatenation of its cells, hashed with MD5 as a little-endian number; its high and low 64 bits are added up over
 *    all rows, each for itself. Sums do not know the order and do count repeated rows.
 * 3. SHA-256, in hex, over `veritable-digest-1`, the JSON of `[name, type]` of the columns, the row count and the
 *    two sums, each on a line.
 */
export function digestOfSums(columns: readonly EngineColumn[], { count, high, low }: RowSums): string {
  const header = JSON.stringify(columns.map((column) => [column.name, column.type]));
  return createHash("sha256")
    .update(["veritable-digest-1", header, count, high, low].join("\n"))
    .digest("hex");
}

export interface RowSums {
  count: bigint;
  /** Of the high 64 bits of the rows' hashes. */
  high: bigint;
  low: bigint;
}

/** The rows of a stored Result with each one's hash as the last column. */
export function hashedRowsSql(path: string, planned: readonly PlannedColumn[]): string {
  // In steps, so that no text stands twice: DuckDB's search for what does grows with the columns squared.
  const names = planned.map((column) => quoteIdentifier(column.stored_name));
  const renamed = planned.map((_, at) => `c${at}`);
  const texts = planned.map((column, at) => `${canonicalText(`c${at}`, column.type)} AS t${at}`);
  const cells = planned.map((_, at) => `strlen(t${at}), ':', t${at}`);
  return `SELECT ${renamed.join(", ")}, md5_number(concat(${cells.join(", ")})) AS hash
    FROM (SELECT ${renamed.join(", ")}, ${texts.join(", ")}
      FROM (SELECT ${names.map((name, at) => `${name} AS c${at}`).join(", ")} FROM read_parquet(${quoteString(path)})))`;
}

const LOW_BITS = 2n ** 64n - 1n;

/** The sums with one row more. */
export function withRow({ count, high, low }: RowSums, hash: bigint): RowSums {
  return { count: count + 1n, high: high + (hash >> 64n), low: low + (hash & LOW_BITS) };
}

/** The sums over all rows of a stored Result. */
export async function sumRows(
  connection: DuckDBConnection,
  path: string,
  planned: readonly PlannedColumn[],
): Promise<RowSums> {
  const reader = await connection.runAndReadAll(
    `SELECT count(*)::VARCHAR, coalesce(sum((hash >> 64)::UBIGINT), 0)::VARCHAR, coalesce(sum((hash & ${LOW_BITS}::UHUGEINT)::UBIGINT), 0)::VARCHAR
     FROM (${hashedRowsSql(path, planned)})`,
  );
  const [count = 0n, high = 0n, low = 0n] = (reader.getRows()[0] ?? []).map((sum) => BigInt(String(sum)));
  return { count, high, low };
}
