import "server-only";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { issueToken } from "./issue-token.ts";
import type { CreatedToken, NewToken } from "./schema.ts";

/** Makes a named bearer token for a program; its secret is in this reply and never again. */
export async function createToken({ ctx, input }: { ctx: Context; input: NewToken }): Promise<CreatedToken> {
  const { workspaceId } = ctx;
  return await issueToken({ userId: userIdOf(ctx), workspaceId, name: input.name, ttlDays: input.ttl_days });
}
