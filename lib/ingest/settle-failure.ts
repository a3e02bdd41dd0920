import "server-only";
import { env } from "#lib/core/env.ts";
import { notifyFiles } from "#lib/datasets/notify-files.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { storage } from "#lib/storage/storage.ts";
import { requestOf } from "./load-request.ts";
import type { LoadRow } from "./load-task.ts";

/** Ends a load that failed: a table that was there before stays, with the sentence that says why it is the old one. */
export async function settleFailure(row: LoadRow, sentence: string): Promise<void> {
  const words = sentence.replaceAll("\0", "");
  const kept = row.parquetKey !== null;
  const gone = kept || env().keepOriginals ? null : row.originalKey;
  const { count } = await db().dataset.updateMany({
    where: { id: row.id, status: "loading", instanceId: instanceId() },
    data: {
      status: kept ? "ready" : "failed",
      progress: kept ? 1 : 0,
      rowsRead: null,
      request: Prisma.DbNull,
      error: kept ? `The file was not loaded again, and its table is as it was. ${words}` : words,
      ...(gone === null ? {} : { originalKey: null }),
    },
  });
  if (count === 0) return;
  const replacement = requestOf(row.request)?.replacement?.key ?? null;
  for (const key of [replacement, gone]) if (key !== null) await storage().remove(key);
  await notifyFiles(row.sessionId);
}
