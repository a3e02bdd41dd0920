import "server-only";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { type Dataset, Prisma } from "#lib/db/generated/client.ts";
import { cancelLoad } from "#lib/ingest/cancel-load.ts";
import { keysOf } from "#lib/ingest/load-request.ts";
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
  const { id } = await findDataset(ctx, input.file_id);
  const row = await removeRow(ctx, id);
  await cancelLoad(row);
  for (const key of keysOf(row)) await storage().remove(key);
  if (row.parquetKey !== null) forgetViews(storage().pathOf(row.parquetKey));
  await notifyFiles(row.sessionId);
}

/** The row as it was at its end: a load may just have put a table there. */
async function removeRow(ctx: Context, id: string): Promise<Dataset> {
  try {
    return await db().dataset.delete({ where: { id, workspaceId: ctx.workspaceId } });
  } catch (error) {
    const isGone = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2025";
    throw isGone ? notFound("file") : error;
  }
}
