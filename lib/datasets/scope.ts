import "server-only";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import type { Dataset, Prisma } from "#lib/db/generated/client.ts";

/** What every query over a session's things filters by: the workspace and, for a shared link, its one session. */
export function sessionScope(ctx: Context): { workspaceId: string; sessionId?: string } {
  const { workspaceId, actor } = ctx;
  return actor.kind === "share" ? { workspaceId, sessionId: actor.sessionId } : { workspaceId };
}

/** Throws the 404 of a session that is missing or another's. */
export async function requireSession(ctx: Context, sessionId: string): Promise<void> {
  const { workspaceId, sessionId: only } = sessionScope(ctx);
  const visible = isId(sessionId) && (only === undefined || only === sessionId);
  const found = visible && (await db().session.count({ where: { id: sessionId, workspaceId } })) > 0;
  if (!found) throw notFound("session");
}

export async function findDataset(ctx: Context, id: string): Promise<Dataset> {
  const where: Prisma.DatasetWhereInput = { id, ...sessionScope(ctx) };
  const row = isId(id) ? await db().dataset.findFirst({ where }) : null;
  if (row === null) throw notFound("file");
  return row;
}
