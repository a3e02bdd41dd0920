import "server-only";
import { access, stat } from "node:fs/promises";
import { log } from "#lib/core/log.ts";
import { singleton } from "#lib/core/singleton.ts";
import type { FileColumn } from "#lib/datasets/schema.ts";
import { onShutdown } from "#lib/db/instance.ts";
import { writeRows } from "#lib/engine/write-rows.ts";
import { storage } from "#lib/storage/storage.ts";
import { type View, ViewCache } from "./view-cache.ts";
import { type ViewQuery, viewSql } from "./view-sql.ts";

const MOST = 24;
const MOST_BYTES = 4 * 1024 ** 3;
const IDLE_MS = 10 * 60_000;
const GRACE_MS = 3000;
/** How soon after a table its views are gone, wherever it was deleted. */
const CHECK_MS = 15_000;

/** What stands between a table's path and the rest of a key: no path of ours holds it. */
const SEPARATOR = "\n";

/** Gives `work` the Parquet file of a table as it was sorted and filtered, made at the first use. */
export async function withView<T>(
  table: { path: string; columns: FileColumn[] },
  query: ViewQuery,
  work: (view: View) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const select = viewSql(table.path, table.columns, query);
  const key = `${table.path}${SEPARATOR}${select}`;
  return views().use(key, (stop) => makeView(table.path, select, stop), work, signal);
}

/** Removes the views of a table that is no more. */
export function forgetViews(path: string): void {
  views().forget((key) => pathOf(key) === path);
}

async function makeView(path: string, select: string, signal: AbortSignal): Promise<View> {
  const output_path = await storage().temporaryPath();
  try {
    const row_count = await writeRows({ parquet_path: path, select, output_path, signal });
    return { path: output_path, row_count, byte_size: (await stat(output_path)).size };
  } catch (error) {
    await storage().discard(output_path);
    throw error;
  }
}

function views(): ViewCache {
  return singleton("table-views", () => {
    const discard = (path: string) =>
      storage()
        .discard(path)
        .catch((err: unknown) => log.warn({ err }, "a sorted table was not removed"));
    const cache = new ViewCache({
      discard,
      most: MOST,
      mostBytes: MOST_BYTES,
      idleMs: IDLE_MS,
      graceMs: GRACE_MS,
    });
    setInterval(() => void forgetOrphans(cache), CHECK_MS).unref();
    onShutdown("table-views", async () => cache.forget(() => true));
    return cache;
  });
}

/** Tables may be deleted with their session, or by another replica. */
async function forgetOrphans(cache: ViewCache): Promise<void> {
  const paths = new Set(cache.keys.map(pathOf));
  for (const path of paths) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere) cache.forget((key) => pathOf(key) === path);
  }
}

function pathOf(key: string): string {
  return key.slice(0, key.indexOf(SEPARATOR));
}
