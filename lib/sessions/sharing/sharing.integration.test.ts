import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClaudeStandIn, startClaudeStandIn } from "#e2e/support/claude/stand-in.ts";
import { newPerson, newSession } from "#e2e/support/person.ts";
import type { Context } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";
import { executeQuery } from "#lib/results/execute-query.ts";
import { getResult } from "#lib/results/get-result.ts";
import { deleteSession } from "#lib/sessions/delete-session.ts";
import { getSession } from "#lib/sessions/get-session.ts";
import { renameSession } from "#lib/sessions/rename-session.ts";
import { startRun } from "#lib/sessions/runs/start-run.ts";
import { sessionPlots } from "#lib/sessions/session-plots.ts";
import { waitForAnswer } from "#lib/sessions/wait-for-answer.ts";
import { storage } from "#lib/storage/storage.ts";
import { forkShared } from "./fork-shared.ts";
import { getShared, getSharedPlots, getSharedProfiles } from "./get-shared.ts";
import { shareContext } from "./share-context.ts";
import { shareSession } from "./share-session.ts";
import { sharedPreview } from "./shared-preview.ts";
import { unshareSession } from "./unshare-session.ts";

let claude: ClaudeStandIn;
let owner: Context;
let visitor: Context;
let session_id: string;
let token: string;

const origin = "http://test";

beforeAll(async () => {
  claude = await startClaudeStandIn();
  process.env.ANTHROPIC_API_KEY = "test-key";
  process.env.ANTHROPIC_BASE_URL = claude.url;
  [owner, visitor] = [await newPerson(), await newPerson()];
  session_id = (await newSession(owner)).id;
  const ask = { text: "What is the average amount by region?" };
  const answer = await waitForAnswer(owner, await startRun({ ctx: owner, input: { session_id, ask } }));
  expect(answer.plots).toHaveLength(1);
  ({ token } = await shareSession({ ctx: owner, input: { session_id, origin } }));
});
afterAll(() => claude.close());

test("a link is random, the same until it is revoked, and not kept in clear", async () => {
  const again = await shareSession({ ctx: owner, input: { session_id, origin } });
  expect(again).toEqual({ token, url: `${origin}/s/${token}` });
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const row = await db().share.findFirstOrThrow({ where: { sessionId: session_id } });
  expect(JSON.stringify(row)).not.toContain(token);
  expect((await getSession({ ctx: owner, input: { session_id } })).shared).toBe(true);
});

test("simultaneous sharing gives one link", async () => {
  const { id } = await newSession(owner);
  const input = { session_id: id, origin };
  const links = await Promise.all([1, 2, 3].map(() => shareSession({ ctx: owner, input })));
  expect(new Set(links.map((link) => link.token)).size).toBe(1);
});

test("a visitor reads the session without what it cost, and nothing else of its owner's", async () => {
  const shared = await getShared({ input: { token } });
  expect(shared.messages.map((message) => message.role)).toEqual(["user", "assistant"]);
  expect(JSON.stringify(shared)).not.toMatch(/cost_usd|input_tokens|@example\.com/);
  expect(shared.messages[1]!.metadata.rows_read).toBe(4);
  const plots = await getSharedPlots({ input: { token } });
  expect([...plots.values()][0]).toMatch(/^<svg/);
  const { ctx } = await shareContext(token);
  const other = await newSession(owner);
  const elsewhere = await executeQuery({
    ctx: owner,
    input: { session_id: other.id, sql: "SELECT 1 AS one", run_id: null },
  });
  await expect(getSession({ ctx, input: { session_id: other.id } })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(getResult({ ctx, input: { result_id: elsewhere.id } })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a link's picture is a PNG of 1200 by 630, another one when the title changes, with a chart or without", async () => {
  const first = await sharedPreview({ input: { token } });
  expect(first.png.subarray(1, 4).toString()).toBe("PNG");
  expect([first.png.readUInt32BE(16), first.png.readUInt32BE(20)]).toEqual([1200, 630]);
  expect((await sharedPreview({ input: { token } })).etag).toBe(first.etag);
  const { id } = await newSession(owner);
  const bare = await shareSession({ ctx: owner, input: { session_id: id, origin } });
  const words = await sharedPreview({ input: { token: bare.token } });
  expect(words.png.equals(first.png)).toBe(false);
  await renameSession({ ctx: owner, input: { session_id: id, title: "売上 <b>&</b> \u{1F600}" } });
  const renamed = await sharedPreview({ input: { token: bare.token } });
  expect(renamed.etag).not.toBe(words.etag);
  await unshareSession({ ctx: owner, input: { session_id: id } });
  await expect(sharedPreview({ input: { token: bare.token } })).rejects.toMatchObject({ code: "not_found" });
});

test("a visitor sees what is known of the columns", async () => {
  const profiles = await getSharedProfiles({ input: { token } });
  const shared = await getShared({ input: { token } });
  expect(Object.keys(profiles)).toEqual(shared.files.map((file) => file.id));
});

test("a fork is whole, the visitor's own, and outlives the original", async () => {
  const original = await getSession({ ctx: owner, input: { session_id } });
  const fork = await forkShared({ ctx: visitor, input: { token } });
  expect(fork.id).not.toBe(original.id);
  expect(fork).toMatchObject({ title: original.title, shared: false });
  expect(fork.messages.map((m) => m.parts.map((part) => part.type))).toEqual(
    original.messages.map((m) => m.parts.map((part) => part.type)),
  );
  await expect(getSession({ ctx: owner, input: { session_id: fork.id } })).rejects.toMatchObject({
    code: "not_found",
  });
  const copied = JSON.stringify(fork);
  const rows = await db().result.findMany({ where: { sessionId: session_id } });
  for (const { id } of rows) expect(copied).not.toContain(id);

  await deleteSession({ ctx: owner, input: { session_id } });
  const kept = await getSession({ ctx: visitor, input: { session_id: fork.id } });
  expect(kept).toEqual(fork);
  const parts = kept.messages.flatMap((message) => message.parts);
  const query = parts.find((part) => part.type === "data-query-result");
  const result = await getResult({ ctx: visitor, input: { result_id: query!.data.result_id! } });
  expect(result.rows).toEqual(query!.data.rows);
  const stored = await db().result.findUniqueOrThrow({ where: { id: result.id } });
  expect(existsSync(storage().pathOf(stored.parquetKey))).toBe(true);
  const plot = parts.find((part) => part.type === "data-plot");
  expect((await sessionPlots({ ctx: visitor, input: { session_id: fork.id } })).has(plot!.data.plot_id)).toBe(
    true,
  );

  const ask = { text: "And the sum by region?" };
  const answer = await waitForAnswer(
    visitor,
    await startRun({ ctx: visitor, input: { session_id: fork.id, ask } }),
  );
  expect(answer.results[0]!.rows.length).toBeGreaterThan(0);
});

test("a revoked link opens nothing, revoking twice is no error, and the next link is another", async () => {
  const { id } = await newSession(owner);
  const input = { session_id: id };
  const first = await shareSession({ ctx: owner, input: { ...input, origin } });
  await unshareSession({ ctx: owner, input });
  await unshareSession({ ctx: owner, input });
  await expect(getShared({ input: { token: first.token } })).rejects.toMatchObject({ code: "not_found" });
  const fork = forkShared({ ctx: visitor, input: { token: first.token } });
  await expect(fork).rejects.toMatchObject({ code: "not_found" });
  const second = await shareSession({ ctx: owner, input: { ...input, origin } });
  expect(second.token).not.toBe(first.token);
});
