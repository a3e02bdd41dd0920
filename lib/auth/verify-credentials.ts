import "server-only";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import type { Account } from "./create-account.ts";
import { email, emailKey } from "./email.ts";
import { guardAgainstGuessing } from "./guess-guard.ts";
import { DECOY_HASH, verifyPassword } from "./password-hash.ts";
import type { Credentials } from "./schema.ts";
import { userView } from "./views.ts";

/**
 * The account of an e-mail and its password; 401 otherwise, 429 on guessing. The only way in: the API, next-auth
 * and the sign-in page all come here. A hash of equal cost is verified whether or not the account exists.
 */
export async function verifyCredentials({
  input,
  address,
}: {
  input: Credentials;
  address: string;
}): Promise<Account> {
  const forgive = await guardAgainstGuessing({ email: input.email, address });
  const found = await findByEmail(input.email);
  const right = await verifyPassword(found?.passwordHash ?? DECOY_HASH, input.password);
  // Asked for after the password, so that an existing account costs no query more than a missing one.
  const workspaceId = found && right ? await firstWorkspaceOf(found.id) : null;
  if (!found || workspaceId === null) {
    throw new AppError("unauthenticated", "The e-mail address or the password is not right.");
  }
  await forgive();
  return { user: userView(found), workspaceId };
}

/** A text that cannot be an address has no account; the database need not be asked what it makes of it. */
async function findByEmail(text: string) {
  if (!email.safeParse(text).success) return null;
  return await db().user.findUnique({ where: { emailKey: emailKey(text) } });
}

async function firstWorkspaceOf(userId: string): Promise<string | null> {
  const member = await db().member.findFirst({ where: { userId }, orderBy: { createdAt: "asc" } });
  return member?.workspaceId ?? null;
}
