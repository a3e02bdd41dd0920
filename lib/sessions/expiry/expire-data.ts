import "server-only";
import { log } from "#lib/core/log.ts";
import { db } from "#lib/db/client.ts";
import { expireSession } from "./expire-session.ts";

const DAY_MS = 24 * 60 * 60_000;

/**
 * Removes the data that is older than its workspace keeps it. Files of a session that are loading are left for the
 * next time. Returns how many files.
 */
export async function expireData({
  now,
  workspace_id,
}: {
  now: Date;
  /** Only this one; all without. */
  workspace_id?: string;
}): Promise<number> {
  const workspaces = await db().workspace.findMany({
    where: { dataExpiresAfterDays: { not: null }, ...(workspace_id && { id: workspace_id }) },
    select: { id: true, dataExpiresAfterDays: true },
  });
  let files = 0;
  for (const { id, dataExpiresAfterDays } of workspaces) {
    const before = new Date(now.getTime() - (dataExpiresAfterDays ?? 0) * DAY_MS);
    const old = await db().dataset.findMany({
      where: {
        workspaceId: id,
        kind: { not: "derived" },
        status: { not: "loading" },
        expiredAt: null,
        createdAt: { lt: before },
      },
      select: { id: true, sessionId: true },
    });
    for (const sessionId of new Set(old.map((file) => file.sessionId))) {
      const ids = old.filter((file) => file.sessionId === sessionId).map((file) => file.id);
      files += await expireSession({ session_id: sessionId, file_ids: ids, now });
    }
  }
  if (files > 0) log.info({ files }, "data expired and was removed");
  return files;
}
