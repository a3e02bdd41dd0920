import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { inOrder, message, text } from "#e2e/support/claude/scenario.ts";
import { claudeRuns } from "#e2e/support/claude-runs.ts";
import { newPerson, newSession } from "#e2e/support/person.ts";
import { collect, finishOf, joined, LONG, slowly, until } from "#e2e/support/run-chunks.ts";
import { db } from "#lib/db/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { getSession } from "#lib/sessions/get-session.ts";
import { waitForAnswer } from "#lib/sessions/wait-for-answer.ts";
import { foldChunks } from "./fold-chunks.ts";
import { followRun, followRunning } from "./follow-run.ts";
import { followStored } from "./follow-stored.ts";
import { liveRuns } from "./live-runs.ts";
import { startRun } from "./start-run.ts";
import { stopRun } from "./stop-run.ts";

const runs = claudeRuns();
const { ask } = runs;

test("the question is stored before the answer, and everybody follows the same chunks", async () => {
  runs.claude.play(slowly);
  const { id } = await newSession(runs.ctx);
  const run = await ask(id, "What is in here?");
  const first = collect(await followRun({ ctx: runs.ctx, input: { session_id: id, run_id: run.run_id } }));
  const elsewhere = collect(followStored(run.run_id));
  await until(() => (liveRuns().get(run.run_id)?.log.chunks.length ?? 0) > 20);

  const during = await getSession({ ctx: runs.ctx, input: { session_id: id } });
  expect(during.messages.map((m) => [m.id, m.role, m.metadata.status])).toEqual([
    [run.question_id, "user", "complete"],
    [run.answer_id, "assistant", "running"],
  ]);
  expect(during.messages[1]!.parts.some((part) => part.type === "text" && part.text !== "")).toBe(true);

  const late = await followRunning({ ctx: runs.ctx, input: { session_id: id } });
  const [a, b, c] = await Promise.all([first, collect(late!), elsewhere]);
  expect(b).toEqual(a);
  // Another replica's follower reads joined deltas: the same words, parts and order.
  expect(foldChunks(c)).toEqual(foldChunks(a));
  expect(c.map((chunk) => chunk.type).filter((type) => type !== "text-delta")).toEqual(
    a.map((chunk) => chunk.type).filter((type) => type !== "text-delta"),
  );
  expect(a[0]).toMatchObject({ type: "start", messageId: run.answer_id });
  expect(joined(a)).toBe(LONG);
  expect(finishOf(a)).toMatchObject({
    request_id: run.run_id,
    planner: "claude",
    status: "complete",
    stopped: false,
    data_updated: false,
    unverified: 0,
  });

  const after = await getSession({ ctx: runs.ctx, input: { session_id: id } });
  expect(after.messages[1]).toMatchObject({ parts: foldChunks(a), metadata: finishOf(a) });
  expect(after.title).toBe("A slow title");
  expect(await followRunning({ ctx: runs.ctx, input: { session_id: id } })).toBeNull();
});

test("a second question while an answer is going is a conflict, also at the same moment", async () => {
  runs.claude.play(slowly);
  const { id } = await newSession(runs.ctx);
  const asked = await Promise.allSettled([ask(id, "One?"), ask(id, "Two?"), ask(id, "Three?")]);
  const refused = asked.filter((one) => one.status === "rejected");
  expect(refused).toHaveLength(2);
  for (const one of refused) expect(one.reason).toMatchObject({ code: "conflict" });
  await stopRun({ ctx: runs.ctx, input: { session_id: id } });
  await until(async () => (await db().run.count({ where: { sessionId: id, status: "running" } })) === 0);
  expect(await db().message.count({ where: { sessionId: id } })).toBe(2);
});

test("a question waits for a file that is still loading, and says so", async () => {
  runs.claude.play(inOrder([message([text("Ready.")])]));
  const { id } = await newSession(runs.ctx);
  const loading = await db().dataset.create({
    data: {
      workspaceId: runs.ctx.workspaceId,
      sessionId: id,
      kind: "upload",
      filename: "big.csv",
      tableName: "big",
      format: "csv",
      byteSize: 1,
      status: "loading",
      progress: 0.4,
      instanceId: instanceId(),
    },
  });
  const run = await ask(id, "What is in it?");
  await until(
    () =>
      liveRuns()
        .get(run.run_id)
        ?.log.chunks.some((c) => c.type === "data-status") ?? false,
  );
  expect(liveRuns().get(run.run_id)?.log.chunks[1]).toMatchObject({
    data: { message: "Loading big.csv… 40 %" },
    transient: true,
  });
  await sleep(300);
  expect(joined([...(liveRuns().get(run.run_id)?.log.chunks ?? [])])).toBe("");
  await db().dataset.update({ where: { id: loading.id }, data: { status: "failed", error: "No." } });
  expect((await waitForAnswer(runs.ctx, run)).text).toBe("Ready.");
});

test("questions beyond the hour's limit are refused before anything is stored", async () => {
  runs.claude.play(() => message([text("Fine.")]));
  const me = await newPerson();
  const { id } = await newSession(me);
  process.env.RATE_RUNS = "1";
  try {
    const input = { session_id: id, ask: { text: "One?" } };
    await (await startRun({ ctx: me, input })).ended;
    await expect(startRun({ ctx: me, input })).rejects.toMatchObject({
      code: "rate_limited",
      retryAfter: expect.any(Number),
    });
  } finally {
    process.env.RATE_RUNS = "0";
  }
  expect(await db().message.count({ where: { sessionId: id } })).toBe(2);
});

test("a run that fails says so to its followers, its reader and its caller", async () => {
  runs.claude.play(() => ({
    kind: "error",
    status: 401,
    type: "authentication_error",
    message: "invalid x-api-key",
  }));
  const { id } = await newSession(runs.ctx);
  const run = await ask(id, "Hello?");
  const chunks = await collect(
    await followRun({ ctx: runs.ctx, input: { session_id: id, run_id: run.run_id } }),
  );
  expect(chunks.map((chunk) => chunk.type)).toContain("error");
  const metadata = finishOf(chunks);
  expect(metadata).toMatchObject({ status: "failed", error: expect.stringMatching(/\w+\.$/) });
  await expect(waitForAnswer(runs.ctx, run)).rejects.toThrow(metadata!.error!);
  const { messages } = await getSession({ ctx: runs.ctx, input: { session_id: id } });
  expect(messages[1]!.metadata).toEqual(metadata);
});

test("a person's own title stays; the words survive what a database cannot keep", async () => {
  runs.claude.play(inOrder([message([text("Fine.")])], "A made title"));
  const { id } = await newSession(runs.ctx);
  await db().session.update({ where: { id }, data: { title: "Mine", titleIsOwn: true } });
  const answer = await waitForAnswer(runs.ctx, await ask(id, "nul \u0000 and half \ud83d of a face"));
  expect(answer.text).toBe("Fine.");
  const { title, messages } = await getSession({ ctx: runs.ctx, input: { session_id: id } });
  expect(title).toBe("Mine");
  expect(messages[0]!.parts[0]).toMatchObject({ text: "nul \ufffd and half \ufffd of a face" });
});
