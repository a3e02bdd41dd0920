import { expect, test } from "vitest";
import { inOrder, message, text } from "#e2e/support/claude/scenario.ts";
import { claudeRuns } from "#e2e/support/claude-runs.ts";
import { newSession } from "#e2e/support/person.ts";
import { collect, finishOf, slowly } from "#e2e/support/run-chunks.ts";
import { choosePlanner } from "#lib/agent/choose-planner.ts";
import { newId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { executeQuery } from "#lib/results/execute-query.ts";
import { getSession } from "#lib/sessions/get-session.ts";
import { waitForAnswer } from "#lib/sessions/wait-for-answer.ts";
import { closeOrphanedRuns } from "./close-orphaned-runs.ts";
import { driveRun } from "./drive-run.ts";
import { eventRows, stored } from "./event-rows.ts";
import { followStored } from "./follow-stored.ts";
import { liveRuns } from "./live-runs.ts";
import type { LogEntry, UiChunk } from "./ui-chunk.ts";

const runs = claudeRuns();
const { ask } = runs;

/** A run as a process that died left it. */
async function leaveOrphan(
  sessionId: string,
  instance = newId(),
): Promise<{ runId: string; answerId: string }> {
  const [runId, answerId, questionId] = [newId(), newId(), newId()];
  const own = { workspaceId: runs.ctx.workspaceId, sessionId };
  await db().message.create({
    data: {
      ...own,
      id: answerId,
      role: "assistant",
      parts: [],
      metadata: stored({ status: "running", request_id: runId, planner: "claude" }),
    },
  });
  const userId = runs.ctx.actor.kind === "user" ? runs.ctx.actor.userId : "";
  await db().run.create({
    data: {
      ...own,
      id: runId,
      answerId,
      questionId,
      userId,
      status: "running",
      planner: "claude",
      instanceId: instance,
      inputTokens: 12,
    },
  });
  const said: UiChunk[] = [
    { type: "start", messageId: answerId },
    { type: "data-status", data: { message: "Thinking" }, transient: true },
    { type: "text-start", id: "t1" },
    { type: "text-delta", id: "t1", delta: "As far as I" },
  ];
  const entries = said.map((payload): LogEntry => ({ kind: "ui", payload }));
  await db().runEvent.createMany({ data: eventRows(runId, 1, entries) });
  return { runId, answerId };
}

test("what a dead process left is closed once, with what had been said", async () => {
  const { id } = await newSession(runs.ctx);
  const { runId, answerId } = await leaveOrphan(id);
  const sql = "SELECT count(*) FROM sales";
  await executeQuery({ ctx: runs.ctx, input: { session_id: id, sql, run_id: runId } });
  const closed = await Promise.all([closeOrphanedRuns(), closeOrphanedRuns(), closeOrphanedRuns()]);
  expect(closed.reduce((sum, one) => sum + one, 0)).toBe(1);
  const answer = await db().message.findUniqueOrThrow({ where: { id: answerId } });
  expect(answer.parts).toEqual([{ type: "text", text: "As far as I", state: "done" }]);
  expect(answer.metadata).toMatchObject({
    status: "interrupted",
    usage: { input_tokens: 12 },
    rows_read: 4,
  });
  const run = await db().run.findUniqueOrThrow({ where: { id: runId }, include: { events: true } });
  expect(run).toMatchObject({ status: "interrupted", finishedAt: expect.any(Date) });
  expect(run.events.filter((e) => JSON.stringify(e.payload).includes('"finish"'))).toHaveLength(1);
});

test("a follower, a reader and the next question each notice a dead process by themselves", async () => {
  const { id } = await newSession(runs.ctx);
  const followed = await leaveOrphan(id);
  const chunks = await collect(followStored(followed.runId));
  expect(finishOf(chunks)).toMatchObject({ status: "interrupted" });

  await leaveOrphan(id);
  const { messages } = await getSession({ ctx: runs.ctx, input: { session_id: id } });
  expect(messages.map((m) => m.metadata.status)).toEqual(["interrupted", "interrupted"]);

  await leaveOrphan(id);
  runs.claude.play(inOrder([message([text("Here I am.")])]));
  expect((await waitForAnswer(runs.ctx, await ask(id, "Anybody there?"))).text).toBe("Here I am.");
});

test("a run of a living process is left alone", async () => {
  runs.claude.play(slowly);
  const { id } = await newSession(runs.ctx);
  const run = await ask(id, "Tell me everything.");
  expect(await closeOrphanedRuns()).toBe(0);
  expect(liveRuns().has(run.run_id)).toBe(true);
});

test("an answer that takes too long is cut off with a sentence", async () => {
  runs.claude.play(slowly);
  const { id } = await newSession(runs.ctx);
  const { runId, answerId } = await leaveOrphan(id, instanceId());
  await db().runEvent.deleteMany({ where: { runId } });
  const live = driveRun({
    ctx: runs.ctx,
    run_id: runId,
    session_id: id,
    answer_id: answerId,
    ask: { kind: "question", text: "Tell me everything." },
    planner: choosePlanner(),
    started_at: new Date(),
    limit_ms: 500,
  });
  expect(await live.ended).toMatchObject({ status: "failed", error: { code: "timeout" } });
  const { messages } = await getSession({ ctx: runs.ctx, input: { session_id: id } });
  expect(messages[0]!.metadata).toMatchObject({
    status: "failed",
    error: expect.stringMatching(/longer than/),
  });
});
