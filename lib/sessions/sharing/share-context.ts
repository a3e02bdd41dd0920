import "server-only";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { hashSecret, newId } from "#lib/core/ids.ts";
import { log } from "#lib/core/log.ts";
import { db } from "#lib/db/client.ts";

/** What a link lets its holder do: read its one session. 404 for an unknown or revoked token. */
export async function shareContext(
  token: string,
  requestId = newId(),
): Promise<{ ctx: Context; session_id: string }> {
  const share = await db().share.findUnique({ where: { tokenHash: hashSecret(token) } });
  if (share === null) throw notFound("shared session");
  const { workspaceId, sessionId } = share;
  const ctx: Context = {
    workspaceId,
    actor: { kind: "share", sessionId },
    requestId,
    log: log.child({ request_id: requestId }),
  };
  return { ctx, session_id: sessionId };
}
