import "server-only";
import type { Context } from "#lib/core/context.ts";
import { toDataFile } from "#lib/datasets/data-file.ts";
import { notifyFiles } from "#lib/datasets/notify-files.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { db } from "#lib/db/client.ts";

/** The files of these ids as they stand now, in this order; tells open pages of them. One deleted meanwhile is left out. */
export async function filesInOrder(ctx: Context, ids: string[]): Promise<DataFile[]> {
  const rows = await db().dataset.findMany({ where: { id: { in: ids }, workspaceId: ctx.workspaceId } });
  for (const sessionId of new Set(rows.map((row) => row.sessionId))) await notifyFiles(sessionId);
  return ids.flatMap((id) => rows.filter((row) => row.id === id)).map(toDataFile);
}
