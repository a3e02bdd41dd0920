import "server-only";
import type { Context } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";
import { findSession } from "#lib/sessions/find-session.ts";
import { notifySession } from "#lib/sessions/session-events.ts";

/** Revokes a session's link at once; one that is not shared stays so. */
export async function unshareSession({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string };
}): Promise<void> {
  const { id } = await findSession(ctx, input.session_id);
  const { count } = await db().share.deleteMany({ where: { sessionId: id, workspaceId: ctx.workspaceId } });
  if (count > 0) await notifySession(id, "session");
}
