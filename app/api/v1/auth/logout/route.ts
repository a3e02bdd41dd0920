import { logout } from "#lib/auth/logout.ts";
import { clearedSessionCookie } from "#lib/auth/session-cookie.ts";
import { noContent, route } from "#lib/http/route.ts";

export const POST = route(async ({ ctx }) => {
  await logout({ ctx });
  const byCookie = ctx.actor.kind === "user" && ctx.actor.via === "cookie";
  return noContent(byCookie ? { "set-cookie": clearedSessionCookie() } : undefined);
});
