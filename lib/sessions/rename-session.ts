import "server-only";
import type { Context } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";
import { findSession } from "./find-session.ts";
import { storableText } from "./runs/event-rows.ts";
import type { SessionView } from "./schema.ts";
import { notifySession } from "./session-events.ts";
import { sessionView } from "./session-view.ts";

/** Names a session; from then on no title is made for it. */
export async function renameSession({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string; title: string };
}): Promise<SessionView> {
  const { id } = await findSession(ctx, input.session_id);
  const data = { title: storableText(input.title), titleIsOwn: true };
  await db().session.updateMany({ where: { id, workspaceId: ctx.workspaceId }, data });
  await notifySession(id, "session");
  return sessionView(ctx, await findSession(ctx, id));
}
