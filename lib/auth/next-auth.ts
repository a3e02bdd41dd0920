import "server-only";
import type { AuthOptions, Session, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { env } from "#lib/core/env.ts";
import { AppError } from "#lib/core/errors.ts";
import { log } from "#lib/core/log.ts";
import { db } from "#lib/db/client.ts";
import { clientAddress } from "./client-address.ts";
import { findMember } from "./find-principal.ts";
import { credentials } from "./schema.ts";
import {
  SESSION_MAX_AGE_S,
  type SessionClaims,
  sessionClaims,
  sessionCookieName,
  sessionCookieOptions,
  usesHttps,
} from "./session-cookie.ts";
import { verifyCredentials } from "./verify-credentials.ts";

declare module "next-auth" {
  interface User {
    workspaceId: string;
  }
  interface Session {
    user: { id: string; email: string; name: string };
    workspace_id: string;
  }
}
/** next-auth's configuration: e-mail and password, sessions in encrypted cookies, our own pages. */
export function authOptions(): AuthOptions {
  return {
    secret: env().authSecret,
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_S },
    useSecureCookies: usesHttps(),
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (given, request) => await authorize(given, headersOf(request.headers)),
      }),
    ],
    callbacks: {
      jwt: async ({ token, user }) => await livingClaims(user ? claimsOf(user) : token),
      session: async ({ session, token }) => await sessionView(session.expires, sessionClaims.parse(token)),
    },
    logger: {
      error: (code, metadata) =>
        log.warn({ err: metadata instanceof Error ? metadata : metadata.error }, `next-auth: ${code}`),
      warn: (code) => log.warn(`next-auth: ${code}`),
      debug: () => {},
    },
  };
}

/** What next-auth may put into the address of the sign-in page; anything else would show a fault's own words there. */
const REASONS = { rate_limited: "RateLimited", unavailable: "Unavailable" } as const;

async function authorize(given: unknown, headers: Headers): Promise<User | null> {
  const typed = credentials.safeParse(given);
  if (!typed.success) return null;
  try {
    const address = clientAddress(headers);
    const { user, workspaceId } = await verifyCredentials({ input: typed.data, address });
    return { id: user.id, email: user.email, name: user.name, workspaceId };
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === "unauthenticated") return null;
    if (thrown instanceof AppError && thrown.code === "rate_limited") throw new Error(REASONS.rate_limited);
    log.error({ err: thrown }, "signing in failed");
    throw new Error(REASONS.unavailable);
  }
}

function claimsOf(user: Pick<User, "id"> & Partial<User>) {
  return { sub: user.id, workspace_id: user.workspaceId };
}

/** A session's claims while its account is there. Throws when it is gone, upon which next-auth clears the cookie. */
async function livingClaims(token: unknown): Promise<SessionClaims> {
  const claims = sessionClaims.parse(token);
  if (await findMember(claims.sub, claims.workspace_id)) return { ...claims };
  throw new Error("the account of this session is gone");
}

async function sessionView(expires: string, { sub, workspace_id }: SessionClaims): Promise<Session> {
  const { id, email, name } = await db().user.findUniqueOrThrow({ where: { id: sub } });
  return { expires, user: { id, email, name }, workspace_id };
}

/** next-auth hands headers down as a plain object. */
function headersOf(plain: Record<string, unknown> | undefined): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(plain ?? {})) {
    if (typeof value === "string") headers.set(name, value);
  }
  return headers;
}
