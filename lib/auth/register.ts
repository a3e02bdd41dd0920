import "server-only";
import { createAccount } from "./create-account.ts";
import { issueToken } from "./issue-token.ts";
import type { Registration } from "./registration.ts";
import type { LoginReply } from "./schema.ts";

/** Makes an account and a first token for the program that asked (`client` names it in the list of tokens). */
export async function register({
  input,
  client,
}: {
  input: Registration;
  client: string;
}): Promise<LoginReply> {
  const { user, workspaceId } = await createAccount({ input });
  const { token, expires_at } = await issueToken({ userId: user.id, workspaceId, name: client });
  return { token, expires_at, user };
}
