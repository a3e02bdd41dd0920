import "server-only";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import type { UserView } from "./schema.ts";
import { userView } from "./views.ts";

/** The person who acts. */
export async function signedInUser(ctx: Context): Promise<UserView> {
  const found = await db().user.findUnique({ where: { id: userIdOf(ctx) }, omit: { passwordHash: true } });
  if (!found) throw new AppError("unauthenticated", "Your account is no longer there.");
  return userView(found);
}
