import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { PlainBrowser } from "#e2e/support/plain-browser.ts";

const baseUrl = process.env.APP_URL ?? "";
const PASSWORD = "violet kayak 99";
const COOKIE = "next-auth.session-token";
const someone = () => `${randomUUID()}@example.com`;

async function api(method: string, path: string, { token, body, headers }: Asked = {}) {
  const reply = await fetch(`${baseUrl}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: typeof body === "string" || body === undefined ? body : JSON.stringify(body),
  });
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, body: text === "" ? null : JSON.parse(text) };
}
interface Asked {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

async function newPerson(email = someone()) {
  const { status, body } = await api("POST", "/auth/register", {
    body: { email, password: PASSWORD, name: "Ana" },
  });
  expect(status).toBe(201);
  return { email, token: String(body.token), id: String(body.user.id) };
}

/** The contract's shape of an error, with its status. */
function expectProblem(reply: Awaited<ReturnType<typeof api>>, status: number, code: string) {
  expect(reply.status).toBe(status);
  expect(reply.headers.get("content-type")).toBe("application/problem+json");
  expect(reply.body).toMatchObject({ status, code, request_id: reply.headers.get("x-request-id") });
  for (const field of ["type", "title", "detail"]) expect(reply.body[field]).toMatch(/\S/);
}

describe("registering", () => {
  it("gives a token that knows the person and their workspace", async () => {
    const email = `Ana.${randomUUID()}@Example.com`;
    const reply = await api("POST", "/auth/register", { body: { email, password: PASSWORD } });
    expect(reply.status).toBe(201);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(reply.headers.get("set-cookie")).toBeNull();
    expect(Object.keys(reply.body).sort()).toEqual(["expires_at", "token", "user"]);
    expect(reply.body.user).toMatchObject({ email, name: email.split("@")[0] });
    const me = await api("GET", "/auth/me", { token: reply.body.token });
    expect(me.body).toEqual({
      user: reply.body.user,
      workspace: { id: expect.any(String), name: expect.any(String), role: "owner" },
    });
  });

  it("is a conflict for a taken address in any case, also when both come at once", async () => {
    const { email } = await newPerson();
    const body = { email: email.toUpperCase(), password: PASSWORD };
    expectProblem(await api("POST", "/auth/register", { body }), 409, "conflict");
    const both = { email: someone(), password: PASSWORD };
    const replies = await Promise.all([1, 2, 3, 4].map(() => api("POST", "/auth/register", { body: both })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it.each([
    [{ email: "nobody", password: PASSWORD }, "email"],
    [{ email: `${"a".repeat(300)}@example.com`, password: PASSWORD }, "email"],
    [{ password: PASSWORD }, "email"],
    [{ email: "x@example.com" }, "password"],
    [{ email: "x@example.com", password: "short" }, "password"],
    [{ email: "x@example.com", password: "Password123!" }, "password"],
    [{ email: "x@example.com", password: "1234567890" }, "password"],
    [{ email: "x@example.com", password: "x".repeat(201) }, "password"],
    [{ email: "x@example.com", password: PASSWORD, name: 7 }, "name"],
    [[], ""],
  ])("refuses %j", async (body, path) => {
    const reply = await api("POST", "/auth/register", { body });
    expectProblem(reply, 422, "invalid");
    expect(reply.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it("refuses bodies that are no JSON, of another type, or huge", async () => {
    expectProblem(await api("POST", "/auth/register", { body: "{" }), 400, "bad_request");
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expectProblem(
      await api("POST", "/auth/register", { body: "a=b", headers: form }),
      415,
      "unsupported_type",
    );
    expectProblem(
      await api("POST", "/auth/register", { body: { email: "x".repeat(2 ** 20) } }),
      413,
      "too_large",
    );
  });
});

describe("logging in", () => {
  it("gives a new token each time, for the address in any case", async () => {
    const { email, token } = await newPerson();
    const body = { email: email.toUpperCase(), password: PASSWORD };
    const [one, two] = [
      await api("POST", "/auth/login", { body }),
      await api("POST", "/auth/login", { body }),
    ];
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(new Set([token, one.body.token, two.body.token]).size).toBe(3);
  });

  it("says the same to a wrong password and to an unknown address", async () => {
    const { email } = await newPerson();
    const wrong = await api("POST", "/auth/login", { body: { email, password: "wrong" } });
    const unknown = await api("POST", "/auth/login", { body: { email: someone(), password: "wrong" } });
    expectProblem(wrong, 401, "unauthenticated");
    expect({ ...unknown.body, request_id: "" }).toEqual({ ...wrong.body, request_id: "" });
  });

  it("takes any text for an address and never fails on it", async () => {
    for (const email of ["", "\u0000", "a@b", "' OR 1=1 --", "\ud800", "x".repeat(900)]) {
      const reply = await api("POST", "/auth/login", { body: { email, password: "x\u0000" } });
      expectProblem(reply, 401, "unauthenticated");
    }
  });
});

describe("tokens", () => {
  it("die with logging out, each by itself", async () => {
    const { email, token } = await newPerson();
    const { body } = await api("POST", "/auth/login", { body: { email, password: PASSWORD } });
    expect((await api("POST", "/auth/logout", { token })).status).toBe(204);
    expectProblem(await api("GET", "/auth/me", { token }), 401, "unauthenticated");
    expectProblem(await api("POST", "/auth/logout", { token }), 401, "unauthenticated");
    expect((await api("GET", "/auth/me", { token: body.token })).status).toBe(200);
  });

  it("can be made, listed and revoked by their owner alone", async () => {
    const [owner, other] = [await newPerson(), await newPerson()];
    const made = await api("POST", "/tokens", {
      token: owner.token,
      body: { name: "notebook", ttl_days: 2 },
    });
    expect(made.status).toBe(201);
    expect((await api("GET", "/auth/me", { token: made.body.token })).body.user.id).toBe(owner.id);
    const list = await api("GET", "/tokens?limit=1", { token: owner.token });
    expect(list.body).toMatchObject({ count: 2, data: [{ id: made.body.id, name: "notebook" }] });
    expect(list.body.data[0]).not.toHaveProperty("token");
    const next = await api("GET", `/tokens?limit=1&cursor=${list.body.next_cursor}`, { token: owner.token });
    expect(next.body).toMatchObject({
      count: 2,
      next_cursor: null,
      data: [{ name: expect.stringContaining("API sign-in") }],
    });
    const path = `/tokens/${made.body.id}`;
    expectProblem(await api("DELETE", path, { token: other.token }), 404, "not_found");
    expectProblem(await api("DELETE", path), 401, "unauthenticated");
    expect((await api("DELETE", path, { token: owner.token })).status).toBe(204);
    expectProblem(await api("DELETE", path, { token: owner.token }), 404, "not_found");
    expectProblem(await api("DELETE", "/tokens/nonsense", { token: owner.token }), 404, "not_found");
    expectProblem(await api("GET", "/auth/me", { token: made.body.token }), 401, "unauthenticated");
  });

  it("need a name and a sane life", async () => {
    const { token } = await newPerson();
    for (const body of [
      {},
      { name: "" },
      { name: "x", ttl_days: 0 },
      { name: "x", ttl_days: 1e9 },
      { name: "a\u0000" },
    ]) {
      expectProblem(await api("POST", "/tokens", { token, body }), 422, "invalid");
    }
    for (const query of ["limit=0", "limit=201", "limit=x", "cursor=x"]) {
      expectProblem(await api("GET", `/tokens?${query}`, { token }), 422, "invalid");
    }
  });
});

describe("the API", () => {
  it("lets nobody in without an account", async () => {
    for (const [method, path] of [
      ["GET", "/auth/me"],
      ["POST", "/auth/logout"],
      ["GET", "/tokens"],
      ["POST", "/tokens"],
    ] as const) {
      const reply = await api(method, path);
      expectProblem(reply, 401, "unauthenticated");
      expect(reply.headers.get("www-authenticate")).toBe("Bearer");
    }
  });

  it("answers unknown addresses in its own shape", async () => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      expectProblem(await api(method, "/no/such/thing"), 404, "not_found");
    }
  });

  it("carries a request id and security headers on every reply", async () => {
    const given = await api("GET", "/auth/me", { headers: { "x-request-id": "trace-1" } });
    expect(given.headers.get("x-request-id")).toBe("trace-1");
    expect(given.body.request_id).toBe("trace-1");
    expect(given.headers.get("x-content-type-options")).toBe("nosniff");
    const odd = await api("GET", "/auth/me", { headers: { "x-request-id": "<b>" } });
    expect(odd.headers.get("x-request-id")).not.toBe("<b>");
  });

  it("answers preflights and lets no foreign page read anything", async () => {
    const asked = { origin: "https://evil.example", "access-control-request-method": "POST" };
    for (const path of ["/auth/login", "/sessions", "/uploads"]) {
      const reply = await api("OPTIONS", path, { headers: asked });
      expect(reply.status).toBeLessThan(300);
      expect(reply.headers.has("access-control-allow-origin")).toBe(false);
    }
    const reply = await api("GET", "/auth/me", { headers: { origin: "https://evil.example" } });
    expect(reply.headers.has("access-control-allow-origin")).toBe(false);
  });
});

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
    const { email } = await newPerson();
    const taken = await (await browser.submit("/sign-up", { email, password: PASSWORD })).text();
    expect(taken).toContain("already has an account");
    const wrong = await (await browser.submit("/sign-in", { email, password: "not the password" })).text();
    expect(wrong).toContain("The e-mail address or the password is not right.");
    expect(browser.cookies.has(COOKIE)).toBe(false);
  });

  it("goes back to the page that asked it to sign in, and never to another site", async () => {
    const { email } = await newPerson();
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
    const { email } = await newPerson();
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
    const { email, id } = await newPerson();
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
    const { email, id } = await newPerson();
    const browser = new PlainBrowser(baseUrl);
    await browser.submit("/sign-in", { email, password: PASSWORD });
    expect((await (await browser.fetch("/api/auth/session")).json()).user.id).toBe(id);
    expect((await (await browser.fetch("/api/v1/auth/me")).json()).user.id).toBe(id);
  });

  it("refuse a wrong password and a missing CSRF token", async () => {
    const { email } = await newPerson();
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
