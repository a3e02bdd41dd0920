import "server-only";
import { AppError } from "#lib/core/errors.ts";
import { log } from "#lib/core/log.ts";
import { db } from "#lib/db/client.ts";
import { isDraining } from "#lib/db/instance.ts";
import { storage } from "#lib/storage/storage.ts";
import { notifyFiles } from "./notify-files.ts";
import { profileParquet } from "./profile/profile-parquet.ts";
import { fileColumn } from "./schema.ts";
import { storedJson } from "./stored-json.ts";

/** Computes and keeps the profile of a ready table that has none. A failure is logged: the table is usable without. */
export async function profileDataset(datasetId: string, signal: AbortSignal): Promise<void> {
  const row = await db().dataset.findUnique({ where: { id: datasetId }, omit: { preview: true } });
  if (row === null || row.profile !== null || row.parquetKey === null) return;
  try {
    const profile = await profileParquet({
      path: storage().pathOf(row.parquetKey),
      columns: fileColumn.array().parse(row.columns),
      row_count: Number(row.rowCount ?? 0),
      signal,
    });
    // A table that was replaced meanwhile has another key and needs another profile.
    const where = { id: datasetId, parquetKey: row.parquetKey };
    await db().dataset.updateMany({ where, data: { profile: storedJson(profile) } });
    await notifyFiles(row.sessionId);
  } catch (err) {
    if (signal.aborted || isDraining()) return;
    const expected = err instanceof AppError;
    log[expected ? "warn" : "error"]({ err, dataset_id: datasetId }, "a table could not be profiled");
  }
}
