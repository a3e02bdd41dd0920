import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { encode } from "next-auth/jwt";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readSession, sealSession, sessionCookieName, sessionCookieOptions } from "./session-cookie.ts";

const SECRET = "s".repeat(32);
const session = {
  sub: "0199d4b0-0000-7000-8000-000000000001",
  workspace_id: "0199d4b0-0000-7000-8000-000000000002",
};

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://u:p@localhost/db");
  vi.stubEnv("AUTH_SECRET", SECRET);
});
afterEach(() => vi.unstubAllEnvs());

describe("the session cookie", () => {
  it.each([
    ["http://localhost:3000", false],
    ["https://veritable.example", true],
  ])("has the name and options that next-auth itself uses at %s", (url, secure) => {
    vi.stubEnv("PUBLIC_URL", url);
    const path = fileURLToPath(new URL("../../node_modules/next-auth/core/lib/cookie.js", import.meta.url));
    const { defaultCookies } = createRequire(import.meta.url)(path);
    const { name, options } = defaultCookies(secure).sessionToken;
    expect(sessionCookieName()).toBe(name);
    expect(sessionCookieOptions()).toEqual(options);
  });

  it("reads back who is signed in", async () => {
    expect(await readSession(await sealSession(session))).toEqual(session);
  });

  it("takes no cookie that is forged, altered, expired, of another secret or of another shape", async () => {
    const sealed = await sealSession(session);
    const at = sealed.length - 20;
    const altered = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
    expect(await readSession(altered)).toBeNull();
    expect(await readSession("")).toBeNull();
    expect(await readSession("nonsense")).toBeNull();
    expect(await readSession(await encode({ token: session, secret: SECRET, maxAge: -60 }))).toBeNull();
    expect(await readSession(await encode({ token: session, secret: "t".repeat(32) }))).toBeNull();
    expect(await readSession(await encode({ token: { sub: "1" }, secret: SECRET }))).toBeNull();
  });
});
