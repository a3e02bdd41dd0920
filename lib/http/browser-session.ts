import "server-only";
import { cookies } from "next/headers";
import type { Account } from "#lib/auth/create-account.ts";
import {
  SESSION_MAX_AGE_S,
  sealSession,
  sessionCookieName,
  sessionCookieOptions,
} from "#lib/auth/session-cookie.ts";

/** Signs the browser in, by the cookie that next-auth itself would set. For server actions. */
export async function startBrowserSession({ user, workspaceId }: Account): Promise<void> {
  const sealed = await sealSession({ sub: user.id, workspace_id: workspaceId });
  (await cookies()).set(sessionCookieName(), sealed, {
    ...sessionCookieOptions(),
    maxAge: SESSION_MAX_AGE_S,
  });
}

/** Signs the browser out. For server actions. */
export async function endBrowserSession(): Promise<void> {
  (await cookies()).set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
}
