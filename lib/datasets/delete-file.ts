import "server-only";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { cancelLoad } from "#lib/ingest/cancel-load.ts";
import { storage } from "#lib/storage/storage.ts";
import { notifyFiles } from "./notify-files.ts";
import { forgetViews } from "./rows/views.ts";
import { findDataset } from "./scope.ts";

/** Removes a table and its bytes; a load that is going on is ended. Results made from it stay. */
export async function deleteFile({
  ctx,
  input,
}: {
  ctx: Context;
  input: { file_id: string };
}): Promise<void> {
  const row = await findDataset(ctx, input.file_id);
  const { count } = await db().dataset.deleteMany({ where: { id: row.id, workspaceId: ctx.workspaceId } });
  if (count === 0) throw notFound("file");
  await cancelLoad(row);
  for (const key of [row.originalKey, row.parquetKey]) {
    if (key !== null) await storage().remove(key);
  }
  if (row.parquetKey !== null) forgetViews(storage().pathOf(row.parquetKey));
  await notifyFiles(row.sessionId);
}
