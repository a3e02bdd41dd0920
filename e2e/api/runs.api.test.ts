import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { allChunks, api, type Chunk, call, chunksOf, newSession, signUp } from "#e2e/support/api.ts";
import { UNLIMITED } from "#e2e/support/app-for-tests.ts";
import { message, type Scenario, text } from "#e2e/support/claude/scenario.ts";
import { type ClaudeStandIn, startClaudeStandIn } from "#e2e/support/claude/stand-in.ts";
import { type App, startApp } from "#e2e/support/start-app.ts";
import { startPostgres } from "#lib/db/embedded-postgres/start.ts";
import { stopPostgres } from "#lib/db/embedded-postgres/stop.ts";

/** Two replicas on one database, answering through Claude's stand-in. */
let claude: ClaudeStandIn;
let postgres: string;
let env: Record<string, string>;
let here: App;
let there: App;
let token: string;

beforeAll(async () => {
  claude = await startClaudeStandIn({ scenario: slowly });
  postgres = await mkdtemp(join(tmpdir(), "veritable-replicas-"));
  env = {
    ...UNLIMITED,
    ANTHROPIC_API_KEY: "sk-stand-in",
    ANTHROPIC_BASE_URL: claude.url,
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    DATABASE_URL: await startPostgres({ dataDir: postgres, password: randomBytes(16).toString("hex") }),
  };
  here = await startApp({ env });
  there = await startApp({ env });
  token = await signUp(here.url);
});
afterAll(async () => {
  await Promise.all([here?.stop(), there?.stop()]);
  await claude?.close();
  await stopPostgres(postgres);
  await rm(postgres, { recursive: true, force: true });
});

const LONG = Array.from({ length: 80 }, (_, at) => `Sentence number ${at} of a long answer.`).join(" ");
/** An answer of about five seconds. */
const slowly: Scenario = ({ tools }) =>
  tools.length === 0 ? message([text("A slow title")]) : message([text(LONG, 20)], { delay_ms: 35 });

const textOf = (chunks: Chunk[]) =>
  chunks.flatMap((c) => (c.type === "text-delta" ? [c.delta] : [])).join("");

async function askSlowly(app: App) {
  const id = await newSession(token, app.url);
  const json = { text: "Tell me everything." };
  const reply = await call("POST", `/sessions/${id}/messages`, { token, app: app.url, json });
  expect(reply.status).toBe(200);
  return { id, reply };
}

/** Reads a stream until some words have come; the reader stays where it is. */
async function someWords(reply: Response): Promise<{ seen: Chunk[]; rest: () => Promise<Chunk[]> }> {
  const stream = chunksOf(reply);
  const seen: Chunk[] = [];
  while (textOf(seen).length < 100) seen.push((await stream.next()).value);
  const rest = async () => {
    for await (const chunk of stream) seen.push(chunk);
    return seen;
  };
  return { seen, rest };
}

const messagesAt = async (app: App, id: string) =>
  (await api("GET", `/sessions/${id}`, { token, app: app.url })).body.messages;

it("a running answer is followed from its first event on both replicas, and a reload shows it so far", async () => {
  const { id, reply } = await askSlowly(here);
  const first = await someWords(reply);
  const [, running] = await messagesAt(there, id);
  expect(running.metadata.status).toBe("running");
  expect(LONG.startsWith(running.parts.find((p: { type: string }) => p.type === "text").text)).toBe(true);

  const stream = `/sessions/${id}/stream`;
  const same = call("GET", stream, { token, app: here.url }).then(allChunks);
  const other = call("GET", stream, { token, app: there.url }).then(allChunks);
  const [a, b, c] = await Promise.all([first.rest(), same, other]);
  expect(b).toEqual(a);
  expect(textOf(a)).toBe(LONG);
  expect(textOf(c)).toBe(LONG);
  expect([c[0], c.at(-1)]).toEqual([a[0], a.at(-1)]);
  expect((await call("GET", stream, { token, app: there.url })).status).toBe(204);
});

it("the words come as they are said, on the other replica too", async () => {
  const { id, reply } = await askSlowly(here);
  const own = await someWords(reply);
  const elsewhere = await call("GET", `/sessions/${id}/stream`, { token, app: there.url });
  const times: number[] = [];
  for await (const chunk of chunksOf(elsewhere))
    if (chunk.type === "text-delta") times.push(performance.now());
  await own.rest();
  expect(times.length).toBeGreaterThan(20);
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time));
  expect(Math.max(...gaps)).toBeLessThan(1500);
});

it("stop ends the answer within a second, asked for at either replica", async () => {
  for (const stopAt of [here, there]) {
    const { id, reply } = await askSlowly(here);
    const { rest } = await someWords(reply);
    const asked = performance.now();
    expect((await call("POST", `/sessions/${id}/stop`, { token, app: stopAt.url })).status).toBe(202);
    const chunks = await rest();
    expect(performance.now() - asked).toBeLessThan(1000);
    expect(chunks.at(-1).messageMetadata).toMatchObject({ stopped: true, status: "stopped" });
    const [, answer] = await messagesAt(stopAt, id);
    expect(answer.metadata.status).toBe("stopped");
    expect(answer.parts.find((p: { type: string }) => p.type === "text").text).toBe(textOf(chunks));
    expect(textOf(chunks).length).toBeLessThan(LONG.length);
  }
});

it("a second question at the other replica is a conflict", async () => {
  const { id, reply } = await askSlowly(here);
  await someWords(reply);
  const json = { text: "And?" };
  expect((await api("POST", `/sessions/${id}/messages`, { token, app: there.url, json })).status).toBe(409);
  await call("POST", `/sessions/${id}/stop`, { token, app: there.url });
});

it("a server that is told to end closes its answers with what they have", async () => {
  const leaving = await startApp({ env });
  const { id, reply } = await askSlowly(leaving);
  const { rest } = await someWords(reply);
  const [stopped, chunks] = await Promise.all([leaving.stop(), rest()]);
  expect(stopped.ms).toBeLessThan(10_000);
  expect(chunks.at(-1).messageMetadata).toMatchObject({ status: "interrupted", stopped: false });
  const [, answer] = await messagesAt(here, id);
  expect(answer.metadata.status).toBe("interrupted");
  expect(answer.parts.find((p: { type: string }) => p.type === "text").text).toBe(textOf(chunks));
});

it("a server that is killed leaves nothing running: the log tells what had been said", async () => {
  const dying = await startApp({ env });
  const { id, reply } = await askSlowly(dying);
  const { seen, rest } = await someWords(reply);
  const broken = rest().catch((error: unknown) => error);
  await sleep(200);
  await dying.stop("SIGKILL");
  await rm(dying.dataDir, { recursive: true, force: true });
  expect(await broken).toBeInstanceOf(Error);

  const follower = await call("GET", `/sessions/${id}/stream`, { token, app: here.url });
  if (follower.status === 200) {
    const chunks = await allChunks(follower);
    expect(chunks.at(-1)).toMatchObject({ type: "finish", messageMetadata: { status: "interrupted" } });
  }
  const [, answer] = await messagesAt(there, id);
  expect(answer.metadata).toMatchObject({ status: "interrupted", stopped: false });
  const said = answer.parts.find((p: { type: string }) => p.type === "text").text;
  expect(LONG.startsWith(said)).toBe(true);
  expect(said.length).toBeGreaterThan(50);
  expect(seen.length).toBeGreaterThan(0);
  expect((await call("GET", `/sessions/${id}/stream`, { token, app: there.url })).status).toBe(204);
}, 90_000);
