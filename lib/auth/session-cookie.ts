import "server-only";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "#lib/core/env.ts";

/** Seconds a browser stays signed in. */
export const SESSION_MAX_AGE_S = 30 * 24 * 60 * 60;

/** Whether browsers reach us by https: then cookies are `__Secure-` ones. */
export function usesHttps(): boolean {
  return env().publicUrl?.startsWith("https:") ?? false;
}

/** The name that next-auth itself gives its session cookie. */
export function sessionCookieName(): string {
  return `${usesHttps() ? "__Secure-" : ""}next-auth.session-token`;
}

/** The options that next-auth itself gives its session cookie. */
export function sessionCookieOptions() {
  return { httpOnly: true, sameSite: "lax" as const, path: "/", secure: usesHttps() };
}

export const sessionClaims = z.object({ sub: z.uuid(), workspace_id: z.uuid() });
export type SessionClaims = z.infer<typeof sessionClaims>;

/** A session as next-auth's encrypted JWT, good for `SESSION_MAX_AGE_S`. */
export async function sealSession(session: SessionClaims): Promise<string> {
  return await encode({ token: { ...session }, secret: env().authSecret, maxAge: SESSION_MAX_AGE_S });
}

/** What a session cookie says, or null when it is expired, forged, or of another secret. */
export async function readSession(cookie: string): Promise<SessionClaims | null> {
  try {
    return sessionClaims.parse(await decode({ token: cookie, secret: env().authSecret }));
  } catch {
    return null; // Not ours or no longer: the visitor is signed out, which is no fault to report.
  }
}

/** A `Set-Cookie` value that ends the browser's session. */
export function clearedSessionCookie(): string {
  const secure = usesHttps() ? "; Secure" : "";
  return `${sessionCookieName()}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`;
}
