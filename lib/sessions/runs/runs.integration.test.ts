import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { inOrder, message, type Scenario, text } from "#e2e/support/claude/scenario.ts";
import { type ClaudeStandIn, startClaudeStandIn } from "#e2e/support/claude/stand-in.ts";
import { newPerson, newSession } from "#e2e/support/person.ts";
import { choosePlanner } from "#lib/agent/choose-planner.ts";
import type { Context } from "#lib/core/context.ts";
import { newId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { closeEngine } from "#lib/engine/close-engine.ts";
import { notify } from "#lib/events/notify.ts";
import { deleteSession } from "#lib/sessions/delete-session.ts";
import { getSession } from "#lib/sessions/get-session.ts";
import { waitForAnswer } from "#lib/sessions/wait-for-answer.ts";
import { stopChannel } from "./channels.ts";
import { closeOrphanedRuns } from "./close-orphaned-runs.ts";
import { drainRuns } from "./drain-runs.ts";
import { driveRun } from "./drive-run.ts";
import { eventRows, stored } from "./event-rows.ts";
import { foldChunks } from "./fold-chunks.ts";
import { followRun, followRunning } from "./follow-run.ts";
import { followStored } from "./follow-stored.ts";
import { liveRuns } from "./live-runs.ts";
import { startRun } from "./start-run.ts";
import { stopRun } from "./stop-run.ts";
import type { LogEntry, UiChunk } from "./ui-chunk.ts";

let claude: ClaudeStandIn;
let ctx: Context;

beforeAll(async () => {
  claude = await startClaudeStandIn();
  process.env.ANTHROPIC_API_KEY = "test-key";
  process.env.ANTHROPIC_BASE_URL = claude.url;
  ctx = await newPerson();
});
afterEach(async () => {
  await drainRuns();
});
afterAll(async () => {
  await claude.close();
  await closeEngine();
});

const LONG = Array.from({ length: 60 }, (_, at) => `Sentence number ${at} of a long answer.`).join(" ");
/** An answer of about three seconds. */
const slowly: Scenario = (request) =>
  request.tools.length === 0 ? message([text("A slow title")]) : message([text(LONG, 20)], { delay_ms: 30 });

async function collect(chunks: AsyncIterable<UiChunk>, seen: UiChunk[] = []): Promise<UiChunk[]> {
  for await (const chunk of chunks) seen.push(chunk);
  return seen;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > 400) throw new Error("it did not become true");
    await sleep(25);
  }
}

const ask = (session_id: string, words: string) =>
  startRun({ ctx, input: { session_id, ask: { text: words } } });
const joined = (chunks: UiChunk[]) =>
  chunks.flatMap((chunk) => (chunk.type === "text-delta" ? [chunk.delta] : [])).join("");
const finishOf = (chunks: UiChunk[]) => {
  const last = chunks.at(-1);
  return last?.type === "finish" ? last.messageMetadata : undefined;
};

test("the question is stored before the answer, and everybody follows the same chunks", async () => {
  claude.play(slowly);
  const { id } = await newSession(ctx);
  const run = await ask(id, "What is in here?");
  const first = collect(await followRun({ ctx, input: { session_id: id, run_id: run.run_id } }));
  const elsewhere = collect(followStored(run.run_id));
  await until(() => (liveRuns().get(run.run_id)?.log.chunks.length ?? 0) > 20);

  const during = await getSession({ ctx, input: { session_id: id } });
  expect(during.messages.map((m) => [m.id, m.role, m.metadata.status])).toEqual([
    [run.question_id, "user", "complete"],
    [run.answer_id, "assistant", "running"],
  ]);
  expect(during.messages[1]!.parts.some((part) => part.type === "text" && part.text !== "")).toBe(true);

  const late = await followRunning({ ctx, input: { session_id: id } });
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

  const after = await getSession({ ctx, input: { session_id: id } });
  expect(after.messages[1]).toMatchObject({ parts: foldChunks(a), metadata: finishOf(a) });
  expect(after.title).toBe("A slow title");
  expect(await followRunning({ ctx, input: { session_id: id } })).toBeNull();
});

test("a second question while an answer is going is a conflict, also at the same moment", async () => {
  claude.play(slowly);
  const { id } = await newSession(ctx);
  const asked = await Promise.allSettled([ask(id, "One?"), ask(id, "Two?"), ask(id, "Three?")]);
  const refused = asked.filter((one) => one.status === "rejected");
  expect(refused).toHaveLength(2);
  for (const one of refused) expect(one.reason).toMatchObject({ code: "conflict" });
  await stopRun({ ctx, input: { session_id: id } });
  await until(async () => (await db().run.count({ where: { sessionId: id, status: "running" } })) === 0);
  expect(await db().message.count({ where: { sessionId: id } })).toBe(2);
});

test("stop ends the stream within a second and keeps what was said", async () => {
  claude.play(slowly);
  const { id } = await newSession(ctx);
  const run = await ask(id, "Tell me everything.");
  const following = collect(await followRun({ ctx, input: { session_id: id, run_id: run.run_id } }));
  await until(() => (liveRuns().get(run.run_id)?.log.chunks.length ?? 0) > 10);
  const asked = performance.now();
  await stopRun({ ctx, input: { session_id: id } });
  const chunks = await following;
  expect(performance.now() - asked).toBeLessThan(1000);
  expect(finishOf(chunks)).toMatchObject({ stopped: true, status: "stopped" });
  const said = joined(chunks);
  expect(said.length).toBeGreaterThan(0);
  expect(LONG.startsWith(said) && said.length < LONG.length).toBe(true);
  const { messages } = await getSession({ ctx, input: { session_id: id } });
  expect(messages[1]).toMatchObject({ parts: foldChunks(chunks), metadata: { status: "stopped" } });
  expect(messages[1]!.parts.every((part) => part.type !== "text" || part.state === "done")).toBe(true);
  // Stopping again is no error, and the next question is answered.
  await stopRun({ ctx, input: { session_id: id } });
  claude.play(inOrder([message([text("Short.")])]));
  const answer = await waitForAnswer(ctx, await ask(id, "And now?"));
  expect(answer).toMatchObject({ text: "Short.", stopped: false });
});

test("a stop that was asked for at another replica arrives by notification", async () => {
  claude.play(slowly);
  const { id } = await newSession(ctx);
  const run = await ask(id, "Tell me everything.");
  await until(() => (liveRuns().get(run.run_id)?.log.chunks.length ?? 0) > 5);
  await notify(stopChannel(instanceId()), run.run_id);
  expect(await run.ended).toMatchObject({ status: "stopped" });
});

test("a server that goes away closes its answers with what they have, and their followers", async () => {
  claude.play(slowly);
  const { id } = await newSession(ctx);
  const run = await ask(id, "Tell me everything.");
  const following = collect(await followRun({ ctx, input: { session_id: id, run_id: run.run_id } }));
  await until(() => (liveRuns().get(run.run_id)?.log.chunks.length ?? 0) > 10);
  const started = performance.now();
  await drainRuns();
  expect(performance.now() - started).toBeLessThan(5000);
  expect(finishOf(await following)).toMatchObject({ status: "interrupted", stopped: false });
  const { messages } = await getSession({ ctx, input: { session_id: id } });
  expect(messages[1]!.metadata.status).toBe("interrupted");
  expect(messages[1]!.parts.some((part) => part.type === "text" && part.text !== "")).toBe(true);
});

/** A run as a process that died left it. */
async function leaveOrphan(
  sessionId: string,
  instance = newId(),
): Promise<{ runId: string; answerId: string }> {
  const [runId, answerId, questionId] = [newId(), newId(), newId()];
  const own = { workspaceId: ctx.workspaceId, sessionId };
  await db().message.create({
    data: {
      ...own,
      id: answerId,
      role: "assistant",
      parts: [],
      metadata: stored({ status: "running", request_id: runId, planner: "claude" }),
    },
  });
  const userId = ctx.actor.kind === "user" ? ctx.actor.userId : "";
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
  const { id } = await newSession(ctx);
  const { runId, answerId } = await leaveOrphan(id);
  const closed = await Promise.all([closeOrphanedRuns(), closeOrphanedRuns(), closeOrphanedRuns()]);
  expect(closed.reduce((sum, one) => sum + one, 0)).toBe(1);
  const answer = await db().message.findUniqueOrThrow({ where: { id: answerId } });
  expect(answer.parts).toEqual([{ type: "text", text: "As far as I", state: "done" }]);
  expect(answer.metadata).toMatchObject({ status: "interrupted", usage: { input_tokens: 12 } });
  const run = await db().run.findUniqueOrThrow({ where: { id: runId }, include: { events: true } });
  expect(run).toMatchObject({ status: "interrupted", finishedAt: expect.any(Date) });
  expect(run.events.filter((e) => JSON.stringify(e.payload).includes('"finish"'))).toHaveLength(1);
});

test("a follower, a reader and the next question each notice a dead process by themselves", async () => {
  const { id } = await newSession(ctx);
  const followed = await leaveOrphan(id);
  const chunks = await collect(followStored(followed.runId));
  expect(finishOf(chunks)).toMatchObject({ status: "interrupted" });

  await leaveOrphan(id);
  const { messages } = await getSession({ ctx, input: { session_id: id } });
  expect(messages.map((m) => m.metadata.status)).toEqual(["interrupted", "interrupted"]);

  await leaveOrphan(id);
  claude.play(inOrder([message([text("Here I am.")])]));
  expect((await waitForAnswer(ctx, await ask(id, "Anybody there?"))).text).toBe("Here I am.");
});

test("a run of a living process is left alone", async () => {
  claude.play(slowly);
  const { id } = await newSession(ctx);
  const run = await ask(id, "Tell me everything.");
  expect(await closeOrphanedRuns()).toBe(0);
  expect(liveRuns().has(run.run_id)).toBe(true);
});

test("an answer that takes too long is cut off with a sentence", async () => {
  claude.play(slowly);
  const { id } = await newSession(ctx);
  const { runId, answerId } = await leaveOrphan(id, instanceId());
  await db().runEvent.deleteMany({ where: { runId } });
  const live = driveRun({
    ctx,
    run_id: runId,
    session_id: id,
    answer_id: answerId,
    ask: { kind: "question", text: "Tell me everything." },
    planner: choosePlanner(),
    started_at: new Date(),
    limit_ms: 500,
  });
  expect(await live.ended).toMatchObject({ status: "failed", error: { code: "timeout" } });
  const { messages } = await getSession({ ctx, input: { session_id: id } });
  expect(messages[0]!.metadata).toMatchObject({
    status: "failed",
    error: expect.stringMatching(/longer than/),
  });
});

test("a question waits for a file that is still loading, and says so", async () => {
  claude.play(inOrder([message([text("Ready.")])]));
  const { id } = await newSession(ctx);
  const loading = await db().dataset.create({
    data: {
      workspaceId: ctx.workspaceId,
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
  expect((await waitForAnswer(ctx, run)).text).toBe("Ready.");
});

test("questions beyond the hour's limit are refused before anything is stored", async () => {
  claude.play(() => message([text("Fine.")]));
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

test("deleting a session in mid-answer ends the run and leaves nothing", async () => {
  claude.play(slowly);
  const { id } = await newSession(ctx);
  const run = await ask(id, "Tell me everything.");
  await until(() => (liveRuns().get(run.run_id)?.log.chunks.length ?? 0) > 5);
  await deleteSession({ ctx, input: { session_id: id } });
  await run.ended;
  expect(liveRuns().size).toBe(0);
  expect(await db().run.count({ where: { id: run.run_id } })).toBe(0);
  await expect(getSession({ ctx, input: { session_id: id } })).rejects.toMatchObject({ code: "not_found" });
});

test("a run that fails says so to its followers, its reader and its caller", async () => {
  claude.play(() => ({
    kind: "error",
    status: 401,
    type: "authentication_error",
    message: "invalid x-api-key",
  }));
  const { id } = await newSession(ctx);
  const run = await ask(id, "Hello?");
  const chunks = await collect(await followRun({ ctx, input: { session_id: id, run_id: run.run_id } }));
  expect(chunks.map((chunk) => chunk.type)).toContain("error");
  const metadata = finishOf(chunks);
  expect(metadata).toMatchObject({ status: "failed", error: expect.stringMatching(/\w+\.$/) });
  await expect(waitForAnswer(ctx, run)).rejects.toThrow(metadata!.error!);
  const { messages } = await getSession({ ctx, input: { session_id: id } });
  expect(messages[1]!.metadata).toEqual(metadata);
});

test("a person's own title stays; the words survive what a database cannot keep", async () => {
  claude.play(inOrder([message([text("Fine.")])], "A made title"));
  const { id } = await newSession(ctx);
  await db().session.update({ where: { id }, data: { title: "Mine", titleIsOwn: true } });
  const answer = await waitForAnswer(ctx, await ask(id, "nul \u0000 and half \ud83d of a face"));
  expect(answer.text).toBe("Fine.");
  const { title, messages } = await getSession({ ctx, input: { session_id: id } });
  expect(title).toBe("Mine");
  expect(messages[0]!.parts[0]).toMatchObject({ text: "nul \ufffd and half \ufffd of a face" });
});
