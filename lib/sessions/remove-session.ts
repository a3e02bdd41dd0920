import "server-only";
import type { Context } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";
import { closeEngineSession } from "#lib/engine/close-engine-session.ts";
import { cancelWork } from "#lib/ingest/running-work.ts";
import { removeSessionBytes } from "#lib/results/remove-session-bytes.ts";

/** Removes a session's rows, then everything that worked on it here, then its bytes. */
export async function removeSession(ctx: Context, id: string): Promise<void> {
  const datasets = await db().dataset.findMany({ where: { sessionId: id }, select: { id: true } });
  await db().session.deleteMany({ where: { id, workspaceId: ctx.workspaceId } });
  await cancelWork(datasets.map((dataset) => dataset.id));
  closeEngineSession(id);
  await removeSessionBytes(ctx.workspaceId, id);
}
