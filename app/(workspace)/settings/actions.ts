"use server";

import { revalidatePath } from "next/cache";
import { createToken } from "#lib/auth/create-token.ts";
import { renameUser } from "#lib/auth/rename-user.ts";
import { revokeToken } from "#lib/auth/revoke-token.ts";
import { type CreatedToken, newName, newToken } from "#lib/auth/schema.ts";
import { requirePageContext } from "#lib/http/page-context.ts";
import { parseOrInvalid } from "#lib/http/reply.ts";
import { attempt, type Outcome } from "../attempt.ts";

/** A named API token; its secret is in this reply and never again. */
export async function createTokenAction(given: {
  name: string;
  ttl_days: number;
}): Promise<Outcome<CreatedToken>> {
  const ctx = await requirePageContext();
  return attempt(async () => {
    const input = parseOrInvalid(newToken, given, "Give the token a name of at most 100 characters.");
    const created = await createToken({ ctx, input });
    revalidatePath("/settings");
    return created;
  });
}

export async function revokeTokenAction(token_id: string): Promise<Outcome<null>> {
  const ctx = await requirePageContext();
  return attempt(async () => {
    await revokeToken({ ctx, input: { token_id } });
    revalidatePath("/settings");
    return null;
  });
}

/** Changes the name by which others see the person. */
export async function renameUserAction(name: string): Promise<Outcome<{ name: string }>> {
  const ctx = await requirePageContext();
  return attempt(async () => {
    const input = parseOrInvalid(newName, { name }, "A name has 1 to 100 characters.");
    const user = await renameUser({ ctx, input });
    revalidatePath("/settings");
    return { name: user.name };
  });
}
