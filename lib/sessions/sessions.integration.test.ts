import { existsSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { loadedSession, newPerson, newSession, SALES, upload } from "#e2e/support/person.ts";
import type { Context } from "#lib/core/context.ts";
import { newId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import { executeQuery } from "#lib/results/execute-query.ts";
import { sessionPrefix } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";
import { createSession } from "./create-session.ts";
import { deleteSession } from "./delete-session.ts";
import { followSession } from "./follow-session.ts";
import { getSession } from "./get-session.ts";
import { listSessions } from "./list-sessions.ts";
import { renameSession } from "./rename-session.ts";
import { stopRun } from "./runs/stop-run.ts";
import { notifySession } from "./session-events.ts";
import { sessionPlots } from "./session-plots.ts";
import { shareSession } from "./sharing/share-session.ts";
import { unshareSession } from "./sharing/unshare-session.ts";

let ctx: Context;
let stranger: Context;

beforeAll(async () => {
  [ctx, stranger] = [await newPerson(), await newPerson()];
});

const page = { limit: 50 };
const bytesOf = (id: string) => existsSync(storage().pathOf(sessionPrefix(ctx.workspaceId, id)));

test("a session is titled by its first file and shows its loaded tables", async () => {
  const session = await newSession(ctx, { "sales.csv": SALES });
  expect(session).toMatchObject({ title: "sales.csv", shared: false, messages: [] });
  expect(session.files).toMatchObject([
    { filename: "sales.csv", table: "sales", status: "ready", row_count: 4 },
  ]);
  expect(await getSession({ ctx, input: { session_id: session.id } })).toEqual(session);
});

test("a session on a sample, with a title of one's own", async () => {
  const names = (await import("#lib/ingest/list-samples.ts")).listSamples();
  const made = await createSession({ ctx, input: { sample: names[0]!.name, title: "My look" } });
  const session = await loadedSession(ctx, made);
  expect(session).toMatchObject({
    title: "My look",
    files: [{ status: "ready", row_count: names[0]!.row_count }],
  });
});

test("one bad file fails by itself; when all do there is no session, no row and no byte", async () => {
  const mixed = await upload(ctx, { "good.csv": SALES, "empty.csv": "" });
  const session = await createSession({ ctx, input: { upload_ids: mixed } });
  expect(session.title).toBe("good.csv");
  const status = new Map(session.files.map((file) => [file.filename, file.status]));
  expect([...status].sort()).toEqual([
    ["empty.csv", "failed"],
    ["good.csv", "ready"],
  ]);

  const before = await db().session.count({ where: { workspaceId: ctx.workspaceId } });
  const bad = await upload(ctx, { "empty.csv": "", "nothing.csv": "" });
  await expect(createSession({ ctx, input: { upload_ids: bad } })).rejects.toMatchObject({ code: "invalid" });
  expect(await db().session.count({ where: { workspaceId: ctx.workspaceId } })).toBe(before);
  expect(await db().upload.count({ where: { id: { in: bad } } })).toBe(0);
  await expect(createSession({ ctx, input: { sample: "no-such" } })).rejects.toMatchObject({
    code: "invalid",
  });
  expect(await db().session.count({ where: { workspaceId: ctx.workspaceId } })).toBe(before);
});

test("the list is newest first (a new name is no work), in pages, and searched by title and file name as typed", async () => {
  const me = await newPerson();
  const ids: string[] = [];
  for (const name of ["alpha.csv", "100%_beta.csv", "gamma.csv"]) {
    ids.push((await newSession(me, { [name]: SALES })).id);
  }
  await renameSession({ ctx: me, input: { session_id: ids[0]!, title: "Quarterly Review" } });
  const all = await listSessions({ ctx: me, input: { page } });
  expect(all.count).toBe(3);
  expect(all.data.map((session) => session.id)).toEqual([ids[2], ids[1], ids[0]]);

  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const one = await listSessions({ ctx: me, input: { page: { limit: 1, ...(cursor && { cursor }) } } });
    expect(one.count).toBe(3);
    seen.push(...one.data.map((session) => session.id));
    cursor = one.next_cursor;
  } while (cursor !== null);
  expect(seen).toEqual([ids[2], ids[1], ids[0]]);

  const found = async (q: string) =>
    (await listSessions({ ctx: me, input: { q, page } })).data.map((s) => s.id);
  expect(await found("quarterly")).toEqual([ids[0]]);
  expect(await found("ALPHA")).toEqual([ids[0]]);
  expect(await found("0%_b")).toEqual([ids[1]]);
  expect(await found("_")).toEqual([ids[1]]);
  expect(await found("\u0000")).toEqual([]);
  await expect(
    listSessions({ ctx: me, input: { page: { limit: 5, cursor: "nonsense" } } }),
  ).rejects.toMatchObject({
    code: "invalid",
  });
});

test("deleting removes rows and bytes at once", async () => {
  const { id } = await newSession(ctx);
  const result = await executeQuery({ ctx, input: { session_id: id, sql: "SELECT 1 AS one", run_id: null } });
  expect(bytesOf(id)).toBe(true);
  await deleteSession({ ctx, input: { session_id: id } });
  expect(bytesOf(id)).toBe(false);
  expect(await db().result.count({ where: { id: result.id } })).toBe(0);
  await expect(deleteSession({ ctx, input: { session_id: id } })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("another person's session is not found, by any verb, and neither is a malformed id", async () => {
  const { id } = await newSession(ctx);
  for (const [who, session_id] of [
    [stranger, id],
    [ctx, newId()],
    [ctx, "not-an-id"],
  ] as const) {
    const input = { session_id };
    const signal = new AbortController().signal;
    const calls = await Promise.allSettled([
      getSession({ ctx: who, input }),
      renameSession({ ctx: who, input: { ...input, title: "Theirs" } }),
      deleteSession({ ctx: who, input }),
      stopRun({ ctx: who, input }),
      shareSession({ ctx: who, input: { ...input, origin: "http://test" } }),
      unshareSession({ ctx: who, input }),
      sessionPlots({ ctx: who, input }),
      followSession({ ctx: who, input: { ...input, since: new Date() }, signal }),
    ]);
    for (const call of calls)
      expect(call).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
  }
  expect((await getSession({ ctx, input: { session_id: id } })).title).toBe("sales.csv");
  expect((await listSessions({ ctx: stranger, input: { page } })).data).toEqual([]);
});

test("open pages hear of changes, several at once only once", async () => {
  const { id } = await newSession(ctx);
  const leave = new AbortController();
  const input = { session_id: id, since: new Date(Date.now() + 60_000) };
  const events = await followSession({ ctx, input, signal: leave.signal });
  const heard: string[] = [];
  const following = (async () => {
    for await (const { type } of events) heard.push(type);
  })();
  for (let times = 0; times < 20; times += 1) await notifySession(id, "files");
  await renameSession({ ctx, input: { session_id: id, title: "New name" } });
  await expect.poll(() => heard).toContain("session");
  leave.abort();
  await following;
  expect(heard.filter((type) => type === "files").length).toBeLessThan(20);
});

test("who comes late hears what changed since it last heard", async () => {
  const { id } = await newSession(ctx);
  const leave = new AbortController();
  const input = { session_id: id, since: new Date() };
  const events = await followSession({ ctx, input, signal: leave.signal });
  const heard: string[] = [];
  for await (const { type } of events) {
    heard.push(type);
    if (type === "session") leave.abort();
  }
  expect(heard).toEqual(["files", "session"]);
});
