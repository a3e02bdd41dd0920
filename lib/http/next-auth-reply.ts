import "server-only";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/next-auth.ts";
import { sessionCookieName } from "#lib/auth/session-cookie.ts";
import { env } from "#lib/core/env.ts";
import { cookieOf, memberOfCookie } from "#lib/http/context.ts";
import { readText } from "#lib/http/read-json.ts";

/** next-auth's own answer to a request under `/api/auth/`. */
export async function nextAuthReply(request: Request, path: string[]): Promise<Response> {
  tellAddress();
  await requireDatabase(request.headers);
  const reply: unknown = await NextAuth(
    await boundedRequest(request),
    { params: { nextauth: path } },
    authOptions(),
  );
  if (reply instanceof Response) return reply;
  throw new TypeError("next-auth gave no response");
}

/** next-auth learns where it stands from the environment alone: the public address, or the host that was asked. */
function tellAddress(): void {
  const { publicUrl } = env();
  if (publicUrl) process.env.NEXTAUTH_URL = publicUrl;
  else process.env.AUTH_TRUST_HOST = "1";
}

/** next-auth takes any fault for a dead session and clears the cookie; with the database away, say so instead. */
async function requireDatabase(headers: Headers): Promise<void> {
  const cookie = cookieOf(headers, sessionCookieName());
  if (cookie) await memberOfCookie(cookie);
}

/** next-auth reads a body of any size whole; so it gets one that has been read within our limit. */
async function boundedRequest(request: Request): Promise<NextRequest> {
  const body = request.method === "POST" ? await readText(request) : undefined;
  return new NextRequest(request.url, { method: request.method, headers: request.headers, body });
}
