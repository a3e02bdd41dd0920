import "server-only";
import { issueToken } from "./issue-token.ts";
import type { Credentials, LoginReply } from "./schema.ts";
import { verifyCredentials } from "./verify-credentials.ts";

/** A token for an account's e-mail and password (`client` names it in the list of tokens). */
export async function login({
  input,
  address,
  client,
}: {
  input: Credentials;
  address: string;
  client: string;
}): Promise<LoginReply> {
  const { user, workspaceId } = await verifyCredentials({ input, address });
  const { token, expires_at } = await issueToken({ userId: user.id, workspaceId, name: client });
  return { token, expires_at, user };
}
