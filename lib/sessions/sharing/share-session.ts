import "server-only";
import { seal, unseal } from "#lib/auth/seal.ts";
import type { Context } from "#lib/core/context.ts";
import { hashSecret, newSecret } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import { findSession } from "#lib/sessions/find-session.ts";
import { isTaken } from "#lib/sessions/runs/event-rows.ts";
import { notifySession } from "#lib/sessions/session-events.ts";

export interface ShareLink {
  token: string;
  url: string;
}

/**
 * The link under which a session can be read without an account: the same one until it is revoked.
 * `origin` is where this product is reached (`https://example.com`).
 */
export async function shareSession({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string; origin: string };
}): Promise<ShareLink> {
  const { id } = await findSession(ctx, input.session_id);
  const token = (await tokenOf(ctx, id)) ?? (await create(ctx, id));
  return { token, url: `${input.origin}/s/${token}` };
}

/** The link's token, or null. A link sealed under an `AUTH_SECRET` that is gone cannot be shown again: it is revoked. */
async function tokenOf(ctx: Context, sessionId: string): Promise<string | null> {
  const share = await db().share.findFirst({ where: { sessionId, workspaceId: ctx.workspaceId } });
  if (share === null) return null;
  try {
    return unseal(share.tokenSealed);
  } catch (err) {
    ctx.log.warn({ err, session_id: sessionId }, "a shared link could not be read and is replaced");
    await db().share.deleteMany({ where: { id: share.id } });
    return null;
  }
}

async function create(ctx: Context, sessionId: string): Promise<string> {
  const token = newSecret();
  const tokenHash = hashSecret(token);
  try {
    await db().share.create({
      data: { workspaceId: ctx.workspaceId, sessionId, tokenHash, tokenSealed: seal(token) },
    });
  } catch (error) {
    // Shared at the same moment in another tab: that link is the one.
    const other = isTaken(error) ? await tokenOf(ctx, sessionId) : null;
    if (other === null) throw error;
    return other;
  }
  await notifySession(sessionId, "session");
  return token;
}
