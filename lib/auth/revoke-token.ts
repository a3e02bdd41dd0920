import "server-only";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";

/** Kills one of one's tokens at once. */
export async function revokeToken({
  ctx,
  input: { token_id },
}: {
  ctx: Context;
  input: { token_id: string };
}): Promise<void> {
  if (!isId(token_id)) throw notFound("token");
  const { count } = await db().apiToken.deleteMany({
    where: { id: token_id, workspaceId: ctx.workspaceId, userId: userIdOf(ctx) },
  });
  if (count === 0) throw notFound("token");
}
