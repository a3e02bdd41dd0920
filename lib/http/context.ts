import "server-only";
import { findMember, findTokenOwner, type Principal } from "#lib/auth/find-principal.ts";
import { readSession, sessionCookieName } from "#lib/auth/session-cookie.ts";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { log } from "#lib/core/log.ts";
import { requireSameOrigin } from "#lib/http/origin.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Who sent a request and where they act. Throws 401 for nobody, 403 for a browser led here by another site. */
export async function contextOf(request: Request, requestId: string): Promise<Context> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const owner = await ownerOfBearer(authorization);
    if (!owner)
      throw new AppError("unauthenticated", "This token is unknown, expired or revoked. Sign in again.");
    return contextFor(owner, "token", requestId);
  }
  const cookie = cookieOf(request.headers, sessionCookieName());
  const member = cookie ? await memberOfCookie(cookie) : null;
  if (!member) throw new AppError("unauthenticated", "Please sign in first.");
  if (!SAFE_METHODS.has(request.method)) requireSameOrigin(request);
  return contextFor(member, "cookie", requestId);
}

/** The living account behind a session cookie. */
export async function memberOfCookie(cookie: string): Promise<Principal | null> {
  const claims = await readSession(cookie);
  return claims && (await findMember(claims.sub, claims.workspace_id));
}

export function contextFor(who: Principal, via: "cookie" | "token", requestId: string): Context {
  return {
    workspaceId: who.workspaceId,
    actor: { kind: "user", userId: who.userId, via, tokenId: who.tokenId },
    requestId,
    log: log.child({ request_id: requestId }),
  };
}

async function ownerOfBearer(authorization: string): Promise<Principal | null> {
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  return token ? await findTokenOwner(token) : null;
}

/** One cookie's value. */
export function cookieOf(headers: Headers, name: string): string | null {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}
