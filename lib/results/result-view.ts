import "server-only";
import type { Result } from "#lib/db/generated/client.ts";
import { type ResultView, result } from "./schema.ts";

/** A row as the Result of the contract. */
export function toResultView(row: Result): ResultView {
  return result.parse({
    id: row.id,
    sql: row.sql,
    plan: row.plan,
    columns: row.columns,
    rows: row.rows,
    row_count: Number(row.rowCount),
    truncated: row.truncated,
    duration_ms: row.durationMs,
    digest: row.digest,
    engine: row.engine,
    datasets: row.datasets,
    created_at: row.createdAt.toISOString(),
    expired_at: row.expiredAt?.toISOString() ?? null,
  });
}
