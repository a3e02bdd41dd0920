import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { endOf, freePort, launchApp, startApp } from "#e2e/support/start-app.ts";
import { startPostgres } from "#lib/db/embedded-postgres/start.ts";
import { stopPostgres } from "#lib/db/embedded-postgres/stop.ts";

const PASSWORD = "violet kayak 99";
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "veritable-lifecycle-"));
});
afterEach(async () => {
  await stopPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

/** The PostgreSQL processes that work on the folder; one that ended and was not reaped has no folder any more. */
async function serversOn(folder: string): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return lines.filter((line) => line.includes(join(folder, "postgres")) && line.includes("bin/postgres"));
}

/** What the launcher says when it gives up. */
async function refusal(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const { child, logs } = launchApp({ PORT: String(await freePort()), ...settings });
  const { code } = await endOf(child);
  return { code, said: logs() };
}

async function post(url: string, path: string, body: unknown): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

test("health tells the version, to anybody", async () => {
  const reply = await fetch(`${process.env.APP_URL}/api/health`);
  expect(reply.status).toBe(200);
  const { version } = JSON.parse(await readFile("package.json", "utf8"));
  expect(await reply.json()).toEqual({ status: "ok", version });
  expect(reply.headers.get("x-request-id")).toBeTruthy();
});

test("a second instance on the same data folder is refused with a sentence, and the first goes on", async () => {
  const app = await startApp({ dataDir });
  const { code, said } = await refusal({ DATA_DIR: dataDir });
  expect(code).toBe(1);
  expect(said).toMatch(/Another instance \(process \d+\) already runs on .*: stop it, or set DATA_DIR/);
  expect(said).not.toMatch(/\n {4}at /);
  expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
  await app.stop();
});

test("secrets are made once, for the owner's eyes only, and the database takes no connection without them", async () => {
  const app = await startApp({ dataDir });
  const file = join(dataDir, "secrets.json");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const first = await readFile(file, "utf8");
  const [, , , port] = (await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8")).split("\n");
  const { default: pg } = await import("pg");
  const stranger = new pg.Client(`postgresql://veritable:guess@127.0.0.1:${port}/postgres`);
  await expect(stranger.connect()).rejects.toThrow(/password authentication failed/);
  await app.stop();
  const again = await startApp({ dataDir });
  expect(await readFile(file, "utf8")).toBe(first);
  await again.stop();
});

test("SIGTERM ends the server within ten seconds with code 0, and PostgreSQL with it", async () => {
  const app = await startApp({ dataDir });
  expect(await serversOn(dataDir)).toHaveLength(1);
  const { code, ms } = await app.stop("SIGTERM");
  expect(code).toBe(0);
  expect(ms).toBeLessThan(10_000);
  expect(await serversOn(dataDir)).toEqual([]);
  expect(await readdir(dataDir)).not.toContain("veritable.lock");
  await expect(fetch(`${app.url}/api/health`)).rejects.toThrow();
});

test("after a kill -9 the same data is there at the next start", async () => {
  const app = await startApp({ dataDir });
  const email = `${randomUUID()}@example.com`;
  expect((await post(app.url, "/api/v1/auth/register", { email, password: PASSWORD })).status).toBe(201);
  const { signal } = await app.stop("SIGKILL");
  expect(signal).toBe("SIGKILL");
  expect(await serversOn(dataDir)).toHaveLength(1);

  const again = await startApp({ dataDir });
  expect((await post(again.url, "/api/v1/auth/login", { email, password: PASSWORD })).status).toBe(200);
  expect(await serversOn(dataDir)).toHaveLength(1);
  await again.stop();
  expect(await serversOn(dataDir)).toEqual([]);
});

test("health names the database when it is gone", async () => {
  const app = await startApp({ dataDir });
  await stopPostgres(dataDir);
  const reply = await fetch(`${app.url}/api/health`);
  expect(reply.status).toBe(503);
  expect(reply.headers.get("retry-after")).toBeTruthy();
  expect(await reply.json()).toMatchObject({
    code: "unavailable",
    detail: "The database cannot be reached.",
  });
  await app.stop();
});

test("DATABASE_URL replaces the embedded database, and two servers may share it", async () => {
  const password = randomBytes(24).toString("hex");
  const databaseUrl = await startPostgres({ dataDir, password });
  const env = { DATABASE_URL: databaseUrl, AUTH_SECRET: randomBytes(32).toString("hex") };
  const [one, two] = await Promise.all([startApp({ env }), startApp({ env })]);
  const email = `${randomUUID()}@example.com`;
  expect((await post(one.url, "/api/v1/auth/register", { email, password: PASSWORD })).status).toBe(201);
  expect((await post(two.url, "/api/v1/auth/login", { email, password: PASSWORD })).status).toBe(200);
  expect(await readdir(one.dataDir)).not.toContain("postgres");
  await Promise.all([one.stop(), two.stop()]);
  expect(await serversOn(dataDir)).toHaveLength(1);
});

test.each([
  ["missing", "", /AUTH_SECRET is missing/],
  ["too short", "short", /AUTH_SECRET is too short/],
  ["a placeholder", "please-change-me-please-change-me-please", /AUTH_SECRET can be guessed/],
  ["one character over and over", "a".repeat(40), /AUTH_SECRET can be guessed/],
])("in production an AUTH_SECRET that is %s stops the start", async (_, secret, sentence) => {
  const { code, said } = await refusal({
    DATA_DIR: dataDir,
    NODE_ENV: "production",
    DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
    AUTH_SECRET: secret,
  });
  expect(code).toBe(1);
  expect(said).toMatch(sentence);
});

test.each([
  [{ PORT: "http" }, /Setting PORT must be a whole number/],
  [{ QUERY_TIMEOUT_MS: "-1" }, /Setting QUERY_TIMEOUT_MS must be a whole number/],
  [{ DATABASE_URL: "mysql://root@localhost/x" }, /Setting DATABASE_URL must be a URL like postgresql:/],
  [{ DATABASE_URL: "postgresql://x:secret-word@127.0.0.1:1/none" }, /DATABASE_URL cannot be used/],
])("a setting that cannot work stops the start with a sentence naming it: %o", async (settings, sentence) => {
  const { code, said } = await refusal({ DATA_DIR: dataDir, ...settings });
  expect(code).toBe(1);
  expect(said).toMatch(sentence);
  expect(said).not.toContain("secret-word");
});

test("a taken port is refused before anything is started", async () => {
  const { port } = new URL(process.env.APP_URL ?? "");
  const { code, said } = await refusal({ DATA_DIR: dataDir, PORT: port });
  expect(code).toBe(1);
  expect(said).toContain(`Port ${port} is taken`);
  expect(await readdir(dataDir)).toEqual([]);
});
