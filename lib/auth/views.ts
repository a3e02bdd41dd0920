import "server-only";
import type { ApiToken, User } from "#lib/db/generated/client.ts";
import type { ApiTokenView, UserView } from "./schema.ts";

/** A user as the API shows one. */
export function userView(user: Pick<User, "id" | "email" | "name" | "createdAt">): UserView {
  return { id: user.id, email: user.email, name: user.name, created_at: user.createdAt.toISOString() };
}

/** A token as its owner sees it. */
export function tokenView(token: Omit<ApiToken, "tokenHash">): ApiTokenView {
  return {
    id: token.id,
    name: token.name,
    created_at: token.createdAt.toISOString(),
    expires_at: token.expiresAt.toISOString(),
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
  };
}
