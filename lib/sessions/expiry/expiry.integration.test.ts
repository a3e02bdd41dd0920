import { afterAll, beforeEach, expect, test } from "vitest";
import { emptySession, loadFile, parquetOf, sessionFiles } from "#e2e/support/data.ts";
import type { Context } from "#lib/core/context.ts";
import { createDerivedTable } from "#lib/datasets/create-derived-table.ts";
import { getFile } from "#lib/datasets/get-file.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { db } from "#lib/db/client.ts";
import { executeQuery } from "#lib/results/execute-query.ts";
import { getResult } from "#lib/results/get-result.ts";
import { getResultRows } from "#lib/results/get-result-rows.ts";
import { drainRuns } from "#lib/sessions/runs/drain-runs.ts";
import { startRun } from "#lib/sessions/runs/start-run.ts";
import { waitForAnswer } from "#lib/sessions/wait-for-answer.ts";
import { changeWorkspace } from "#lib/workspaces/change-workspace.ts";
import { expireData } from "./expire-data.ts";

const DAY_MS = 24 * 60 * 60_000;
let ctx: Context;
let session_id: string;
let file: DataFile;

beforeEach(async () => {
  ({ ctx, session_id } = await emptySession());
  file = await loadFile(
    { ctx, session_id },
    "secret.parquet",
    await parquetOf("SELECT 'hidden' AS word, 7 AS n"),
  );
});
afterAll(drainRuns);

const keepFor = (days: number | null) => changeWorkspace({ ctx, input: { data_expires_after_days: days } });
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const expire = (now: Date) => expireData({ now, workspace_id: ctx.workspaceId });
const ask = async (text: string) =>
  waitForAnswer(ctx, await startRun({ ctx, input: { session_id, ask: { text } } }));
const query = (sql: string) => executeQuery({ ctx, input: { session_id, sql, run_id: null } });
const everything = async () => {
  const [messages, events, results, plots, datasets] = await Promise.all([
    db().message.findMany({ where: { sessionId: session_id, role: "assistant" } }),
    db().runEvent.findMany({ where: { run: { sessionId: session_id } } }),
    db().result.findMany({ where: { sessionId: session_id } }),
    db().plot.findMany({ where: { sessionId: session_id } }),
    db().dataset.findMany({ where: { sessionId: session_id } }),
  ]);
  const text = { messages, events, results, plots, datasets };
  return JSON.stringify(text, (_, value) => (typeof value === "bigint" ? Number(value) : value));
};

test("data younger than the workspace keeps it stays, and all of it without a limit", async () => {
  expect(await expire(inDays(4000))).toBe(0);
  await keepFor(30);
  expect(await expire(inDays(29))).toBe(0);
  expect((await getFile({ ctx, input: { file_id: file.id } })).status).toBe("ready");
});

test("older data is gone with its bytes, what was made of it, and every copy of its values", async () => {
  const result = await query("SELECT word FROM secret");
  await createDerivedTable({ ctx, input: { session_id, name: "copy", sql: "SELECT * FROM secret" } });
  await keepFor(30);
  expect(await everything()).toContain("hidden");
  expect(await expire(inDays(31))).toBe(1);
  expect(await sessionFiles(ctx, session_id)).toEqual([]);
  expect(await everything()).not.toContain("hidden");
  const gone = await getFile({ ctx, input: { file_id: file.id } });
  expect(gone).toMatchObject({
    status: "failed",
    row_count: 1,
    column_count: 2,
    preview: [],
    has_original: false,
    receipt: { fingerprint: file.receipt?.fingerprint },
  });
  expect(gone.error).toMatch(/^The data of secret\.parquet expired on \d+ \w+ \d{4}/);
  expect(gone.expired_at).not.toBeNull();
  expect(await getResult({ ctx, input: { result_id: result.id } })).toMatchObject({ rows: [], row_count: 1 });
  const rows = { result_id: result.id, format: "json" as const, offset: 0, limit: 10 };
  await expect(getResultRows({ ctx, input: rows })).rejects.toMatchObject({ code: "conflict" });
  expect(await expire(inDays(60))).toBe(0);
});

test("an answer keeps its sentences and loses its rows, and a question about what is gone is answered kindly", async () => {
  const before = await ask("how many rows are there?");
  expect(before.results.length).toBeGreaterThan(0);
  await keepFor(1);
  await expire(inDays(2));
  const messages = await db().message.findMany({ where: { sessionId: session_id }, orderBy: { seq: "asc" } });
  expect(JSON.stringify(messages[1]?.parts)).toContain('"expired": true'.replace(" ", ""));
  expect(JSON.stringify(messages[1]?.parts)).toContain('"rows":[]');
  const after = await ask("how many rows are there?");
  expect(after.text).toMatch(/secret\.parquet expired on .* Add the file again/);
  expect(after.results).toEqual([]);
});

test("another workspace's data is not touched", async () => {
  await keepFor(1);
  const other = await emptySession();
  const theirs = await loadFile(other, "theirs.parquet", await parquetOf("SELECT 1 AS n"));
  expect(await expireData({ now: inDays(2) })).toBe(1);
  expect((await getFile({ ctx: other.ctx, input: { file_id: theirs.id } })).status).toBe("ready");
});
