import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newAccount, PASSWORD } from "#e2e/support/api.ts";
import { PlainBrowser } from "#e2e/support/plain-browser.ts";

const baseUrl = process.env.APP_URL ?? "";
const COOKIE = "next-auth.session-token";
const someone = () => `${randomUUID()}@example.com`;

describe("a browser without JavaScript", () => {
  it("signs up, stays signed in, signs out", async () => {
    const browser = new PlainBrowser(baseUrl);
    const email = someone();
    const reply = await browser.submit("/sign-up?next=%2Fsettings", {
      email,
      password: PASSWORD,
      name: "Ana",
    });
    expect([reply.status, reply.headers.get("location")]).toEqual([303, "/settings"]);
    const [cookie] = reply.headers.getSetCookie().filter((line) => line.startsWith(COOKIE));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=lax/i);
    expect((await (await browser.fetch("/api/v1/auth/me")).json()).user.email).toBe(email);
    expect((await browser.fetch("/sessions")).status).toBe(200);
    const out = await browser.fetch("/api/v1/auth/logout", { method: "POST" });
    expect(out.status).toBe(204);
    expect(browser.cookies.has(COOKIE)).toBe(false);
    expect((await browser.fetch("/api/v1/auth/me")).status).toBe(401);
  });

  it("is told what is wrong, with what it typed but the password", async () => {
    const browser = new PlainBrowser(baseUrl);
    const page = await (
      await browser.submit("/sign-up", { email: "ana@example.com", password: "Password123!" })
    ).text();
    expect(page).toContain("most common passwords");
    expect(page).toContain('value="ana@example.com"');
    expect(page).not.toContain("Password123!");
    const { email } = await newAccount();
    const taken = await (await browser.submit("/sign-up", { email, password: PASSWORD })).text();
    expect(taken).toContain("already has an account");
    const wrong = await (await browser.submit("/sign-in", { email, password: "not the password" })).text();
    expect(wrong).toContain("The e-mail address or the password is not right.");
    expect(browser.cookies.has(COOKIE)).toBe(false);
  });

  it("goes back to the page that asked it to sign in, and never to another site", async () => {
    const { email } = await newAccount();
    const browser = new PlainBrowser(baseUrl);
    const asked = await browser.fetch("/sessions?q=north%26south");
    expect(asked.status).toBe(307);
    const path = asked.headers.get("location") ?? "";
    expect(path).toBe(`/sign-in?next=${encodeURIComponent("/sessions?q=north%26south")}`);
    const reply = await browser.submit(path, { email, password: PASSWORD });
    expect([reply.status, reply.headers.get("location")]).toEqual([303, "/sessions?q=north%26south"]);
    for (const next of ["https://evil.example", "//evil.example", "/\\evil.example"]) {
      const led = await new PlainBrowser(baseUrl).submit("/sign-in", { email, password: PASSWORD, next });
      expect([led.status, led.headers.get("location")]).toEqual([303, "/sessions"]);
    }
  });

  it("cannot be made to act by another site's page", async () => {
    const { email } = await newAccount();
    const browser = new PlainBrowser(baseUrl);
    await browser.submit("/sign-in", { email, password: PASSWORD });
    for (const origin of ["https://evil.example", "null"]) {
      const reply = await browser.fetch("/api/v1/tokens", {
        method: "POST",
        headers: { origin, "content-type": "application/json" },
        body: '{"name":"stolen"}',
      });
      expect(reply.status).toBe(403);
    }
  });
});

describe("next-auth's own routes", () => {
  async function signIn(email: string, password: string) {
    const browser = new PlainBrowser(baseUrl);
    const { csrfToken } = await (await browser.fetch("/api/auth/csrf")).json();
    const body = new URLSearchParams({ csrfToken, email, password, json: "true", callbackUrl: "/sessions" });
    return {
      browser,
      csrfToken,
      reply: await browser.fetch("/api/auth/callback/credentials", { method: "POST", body }),
    };
  }

  it("sign in by the same cookie, tell the session, and sign out", async () => {
    const { email, id } = await newAccount();
    const { browser, csrfToken, reply } = await signIn(email, PASSWORD);
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({ url: `${baseUrl}/sessions` });
    expect((await (await browser.fetch("/api/v1/auth/me")).json()).user.id).toBe(id);
    const session = await (await browser.fetch("/api/auth/session")).json();
    expect(session).toMatchObject({ user: { id, email, name: "Ana" }, workspace_id: expect.any(String) });
    await browser.fetch("/api/auth/signout", {
      method: "POST",
      body: new URLSearchParams({ csrfToken, json: "true" }),
    });
    expect(await (await browser.fetch("/api/auth/session")).json()).toEqual({});
    expect((await browser.fetch("/api/v1/auth/me")).status).toBe(401);
  });

  it("know the session that the sign-in page began", async () => {
    const { email, id } = await newAccount();
    const browser = new PlainBrowser(baseUrl);
    await browser.submit("/sign-in", { email, password: PASSWORD });
    expect((await (await browser.fetch("/api/auth/session")).json()).user.id).toBe(id);
    expect((await (await browser.fetch("/api/v1/auth/me")).json()).user.id).toBe(id);
  });

  it("refuse a wrong password and a missing CSRF token", async () => {
    const { email } = await newAccount();
    const { browser, reply } = await signIn(email, "wrong");
    expect(reply.status).toBe(401);
    expect((await reply.json()).url).toContain("error=CredentialsSignin");
    const body = new URLSearchParams({ email, password: PASSWORD, json: "true" });
    await browser.fetch("/api/auth/callback/credentials", { method: "POST", body });
    expect(browser.cookies.has(COOKIE)).toBe(false);
  });
});

describe("pages", () => {
  it.each(["/", "/sign-in", "/sign-up"])(
    "%s carry a strict policy whose nonce is new and on every script",
    async (path) => {
      const replies = [await fetch(baseUrl + path), await fetch(baseUrl + path)];
      const nonces = [];
      for (const reply of replies) {
        const policy = reply.headers.get("content-security-policy") ?? "";
        expect(policy).not.toMatch(/script-src[^;]*unsafe-/);
        const nonce = /script-src[^;]*'nonce-([^']+)'/.exec(policy)?.[1];
        nonces.push(nonce);
        const scripts = (await reply.text()).match(/<script\b[^>]*>/g) ?? [];
        expect(scripts.length).toBeGreaterThan(0);
        for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
        expect(reply.headers.get("x-frame-options")).toBe("DENY");
        expect(reply.headers.get("referrer-policy")).toBe("same-origin");
        expect(reply.headers.get("x-request-id")).toMatch(/\S/);
      }
      expect(nonces[0]).not.toBe(nonces[1]);
    },
  );

  it("keep what the browser was told to themselves: headers of ours cannot be sent in", async () => {
    const reply = await fetch(`${baseUrl}/sessions`, {
      headers: { "x-veritable-path": "/evil" },
      redirect: "manual",
    });
    expect(reply.headers.get("location")).toBe("/sign-in?next=%2Fsessions");
  });
});
