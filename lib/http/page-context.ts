import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";
import type { Context } from "#lib/core/context.ts";
import { contextFor, memberOfCookie } from "#lib/http/context.ts";
import { PATH_HEADER } from "#lib/http/page-headers.ts";
import { requestIdOf } from "#lib/http/request-id.ts";

/** Who looks at this page or calls this action, or null when nobody is signed in. Asked once a request. */
export const pageContext = cache(async (): Promise<Context | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value;
  const member = cookie ? await memberOfCookie(cookie) : null;
  return member && contextFor(member, "cookie", requestIdOf(await headers()));
});

/** The same, sending a visitor to sign in and back here afterwards. */
export async function requirePageContext(): Promise<Context> {
  const ctx = await pageContext();
  if (ctx) return ctx;
  const path = (await headers()).get(PATH_HEADER);
  redirect(path ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in");
}
