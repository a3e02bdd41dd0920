import "server-only";
import { db } from "#lib/db/client.ts";
import { storage } from "#lib/storage/storage.ts";

/** Bytes come before the row that names them: what is younger may be waiting for its row. */
const ORPHAN_AFTER_MS = 60 * 60_000;
const AT_ONCE = 200;

/**
 * Removes stored bytes that no row names: a process died between writing them and its row, or between a row's end
 * and theirs. Returns how many.
 */
export async function sweepOrphans(olderThanMs = ORPHAN_AFTER_MS): Promise<number> {
  const before = Date.now() - olderThanMs;
  let removed = 0;
  let batch: string[] = [];
  for await (const { key, stored_ms } of storage().list()) {
    if (stored_ms > before) continue;
    batch.push(key);
    if (batch.length < AT_ONCE) continue;
    removed += await removeUnnamed(batch);
    batch = [];
  }
  return removed + (await removeUnnamed(batch));
}

async function removeUnnamed(keys: string[]): Promise<number> {
  const named = await namedOf(keys);
  const orphans = keys.filter((key) => !named.has(key) && !named.has(key.replace(/\.json$/, "")));
  for (const key of orphans) await storage().remove(key);
  return orphans.length;
}

/** Which of these keys a row names. What a session has taken of an upload is a copy: the upload's own bytes are done with. */
async function namedOf(keys: string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const plain = keys.map((key) => key.replace(/\.json$/, ""));
  const rows = await db().$queryRaw<{ key: string }[]>`
    SELECT original_key AS key FROM datasets WHERE original_key = ANY(${keys})
    UNION ALL SELECT parquet_key FROM datasets WHERE parquet_key = ANY(${keys})
    UNION ALL SELECT rejects_key FROM datasets WHERE rejects_key = ANY(${keys})
    UNION ALL SELECT request->'replacement'->>'key' FROM datasets
      WHERE request->'replacement'->>'key' = ANY(${keys})
    UNION ALL SELECT parquet_key FROM results WHERE expired_at IS NULL AND parquet_key = ANY(${keys})
    UNION ALL SELECT storage_key FROM uploads WHERE status <> 'consumed' AND storage_key = ANY(${plain})`;
  return new Set(rows.map((row) => row.key));
}
