import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PlainBrowser } from "#e2e/support/plain-browser.ts";
import { type App, startApp } from "#e2e/support/start-app.ts";

const PASSWORD = "violet kayak 99";
const LIMIT = 5;
let app: App;

beforeAll(async () => {
  app = await startApp({ env: { RATE_LOGIN: String(LIMIT), ALLOWED_ORIGINS: "https://app.example" } });
});
afterAll(() => app?.stop());

const someone = () => `${randomUUID()}@example.com`;

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${app.url}/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

async function register(email: string) {
  const reply = await post("/auth/register", { email, password: PASSWORD });
  expect(reply.status).toBe(201);
  return (await reply.json()).token as string;
}

describe("guessing", () => {
  const login = (email: string, password: string, headers = {}) =>
    post("/auth/login", { email, password }, headers);

  async function guessUntilRefused(email: string): Promise<void> {
    for (let at = 0; at < LIMIT; at += 1) {
      const claimed = `198.51.100.${at}`;
      const headers = { "x-forwarded-for": claimed, forwarded: `for=${claimed}`, "x-real-ip": claimed };
      expect((await login(email, `guess ${at}`, headers)).status).toBe(401);
    }
  }

  it("ends in 429, whatever address it claims to come from, and even with the right password", async () => {
    const email = someone();
    await register(email);
    await guessUntilRefused(email);
    const refused = await login(email.toUpperCase(), PASSWORD, { "x-forwarded-for": "203.0.113.99" });
    expect(refused.status).toBe(429);
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await refused.json()).toMatchObject({ status: 429, code: "rate_limited" });
    expect((await login(someone(), "x")).status).toBe(401);
  });

  it("is refused by the sign-in page and by next-auth just the same", async () => {
    const email = someone();
    await register(email);
    await guessUntilRefused(email);
    const page = await new PlainBrowser(app.url).submit("/sign-in", { email, password: PASSWORD });
    expect(await page.text()).toContain("Too many attempts to sign in");
    const browser = new PlainBrowser(app.url);
    const { csrfToken } = await (await browser.fetch("/api/auth/csrf")).json();
    const body = new URLSearchParams({ csrfToken, email, password: PASSWORD, json: "true" });
    const reply = await browser.fetch("/api/auth/callback/credentials", { method: "POST", body });
    expect(reply.status).toBe(401);
    expect((await reply.json()).url).toContain("error=RateLimited");
  });

  it("does not count who knows the password", async () => {
    const email = someone();
    await register(email);
    for (let at = 0; at < LIMIT * 2; at += 1) expect((await login(email, PASSWORD)).status).toBe(200);
  });
});

describe("an allowed origin", () => {
  const asked = (origin: string, path: string, method: string) =>
    fetch(`${app.url}/api/v1${path}`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": method,
        "access-control-request-headers": "authorization",
      },
    });

  it.each([
    ["/sessions", "POST"],
    ["/sessions/x/messages", "POST"],
    ["/uploads", "POST"],
    ["/uploads/tus", "POST"],
    ["/uploads/tus/x", "PATCH"],
  ])("may call %s with a token", async (path, method) => {
    const reply = await asked("https://app.example", path, method);
    expect(reply.status).toBe(204);
    expect(reply.headers.get("access-control-allow-origin")).toBe("https://app.example");
    expect(reply.headers.get("access-control-allow-methods")).toContain(method);
    expect(reply.headers.get("access-control-allow-headers")).toMatch(/authorization/i);
    expect(reply.headers.has("access-control-allow-credentials")).toBe(false);
    const foreign = await asked("https://evil.example", path, method);
    expect(foreign.headers.has("access-control-allow-origin")).toBe(false);
  });

  it("reads replies and our headers, also of errors", async () => {
    const token = await register(someone());
    for (const headers of [{ authorization: `Bearer ${token}` }, { authorization: "Bearer nonsense" }]) {
      const reply = await fetch(`${app.url}/api/v1/auth/me`, {
        headers: { ...headers, origin: "https://app.example" },
      });
      expect(reply.headers.get("access-control-allow-origin")).toBe("https://app.example");
      expect(reply.headers.get("access-control-expose-headers")).toContain("X-Request-Id");
      expect(reply.headers.get("vary")).toMatch(/\bOrigin\b/i);
    }
  });

  it("cannot use the browser's cookie to change anything", async () => {
    const browser = new PlainBrowser(app.url);
    await browser.submit("/sign-up", { email: someone(), password: PASSWORD });
    const reply = await browser.fetch("/api/v1/tokens", {
      method: "POST",
      headers: { origin: "https://app.example", "content-type": "application/json" },
      body: '{"name":"x"}',
    });
    expect(reply.status).toBe(403);
  });
});

describe("the log", () => {
  it("has a line for each request, with its id, and no secret", async () => {
    const email = someone();
    const token = await register(email);
    const id = `test-${randomUUID()}`;
    await fetch(`${app.url}/api/v1/auth/me?secret=in-the-query`, {
      headers: { authorization: `Bearer ${token}`, "x-request-id": id },
    });
    await fetch(`${app.url}/api/v1/shared/a-secret-link`, { headers: { "x-request-id": id } });
    const lines = app
      .logs()
      .split("\n")
      .filter((line) => line.includes(id))
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { level: "info", method: "GET", path: "/api/v1/auth/me", status: 200, ms: expect.any(Number) },
      { level: "info", method: "GET", path: "/api/v1/shared/:token", status: 404 },
    ]);
    for (const secret of [email, token, PASSWORD, "in-the-query", "a-secret-link"]) {
      expect(app.logs()).not.toContain(secret);
    }
  });
});
