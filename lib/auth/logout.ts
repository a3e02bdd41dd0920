import "server-only";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";

/** Kills the token that asks. A cookie's session ends by clearing the cookie, which is the route's. */
export async function logout({ ctx }: { ctx: Context }): Promise<void> {
  if (ctx.actor.kind !== "user" || !ctx.actor.tokenId) return;
  await db().apiToken.deleteMany({
    where: { id: ctx.actor.tokenId, workspaceId: ctx.workspaceId, userId: userIdOf(ctx) },
  });
}
