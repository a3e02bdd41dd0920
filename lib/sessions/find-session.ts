import "server-only";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import type { Session } from "#lib/db/generated/client.ts";

/** The session, if it is the workspace's; 404 for a missing one, another's and a malformed id. */
export async function findSession(ctx: Context, id: string): Promise<Session> {
  const sharedOnly = ctx.actor.kind === "share" && ctx.actor.sessionId !== id;
  const found =
    isId(id) && !sharedOnly
      ? await db().session.findFirst({ where: { id, workspaceId: ctx.workspaceId } })
      : null;
  if (!found) throw notFound("session");
  return found;
}
