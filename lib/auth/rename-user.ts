import "server-only";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import type { UserView } from "./schema.ts";
import { signedInUser } from "./signed-in-user.ts";

/** Changes the name by which others see the person who acts. */
export async function renameUser({
  ctx,
  input,
}: {
  ctx: Context;
  input: { name: string };
}): Promise<UserView> {
  const { count } = await db().user.updateMany({ where: { id: userIdOf(ctx) }, data: { name: input.name } });
  if (count === 0) throw new AppError("unauthenticated", "Your account is no longer there.");
  return signedInUser(ctx);
}
