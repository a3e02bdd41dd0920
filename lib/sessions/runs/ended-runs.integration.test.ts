import { expect, test } from "vitest";
import { inOrder, message, text } from "#e2e/support/claude/scenario.ts";
import { claudeRuns } from "#e2e/support/claude-runs.ts";
import { newSession } from "#e2e/support/person.ts";
import { collect, finishOf, joined, LONG, slowly, until } from "#e2e/support/run-chunks.ts";
import { db } from "#lib/db/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { notify } from "#lib/events/notify.ts";
import { deleteSession } from "#lib/sessions/delete-session.ts";
import { getSession } from "#lib/sessions/get-session.ts";
import { waitForAnswer } from "#lib/sessions/wait-for-answer.ts";
import { stopChannel } from "./channels.ts";
import { drainRuns } from "./drain-runs.ts";
import { foldChunks } from "./fold-chunks.ts";
import { followRun } from "./follow-run.ts";
import { liveRuns } from "./live-runs.ts";
import { stopRun } from "./stop-run.ts";

const runs = claudeRuns();
const { ask } = runs;

test("stop ends the stream in mid-answer and keeps what was said", async () => {
  runs.claude.play(slowly);
  const { id } = await newSession(runs.ctx);
  const run = await ask(id, "Tell me everything.");
  const following = collect(
    await followRun({ ctx: runs.ctx, input: { session_id: id, run_id: run.run_id } }),
  );
  await until(() => (liveRuns().get(run.run_id)?.log.chunks.length ?? 0) > 10);
  await stopRun({ ctx: runs.ctx, input: { session_id: id } });
  const chunks = await following;
  expect(finishOf(chunks)).toMatchObject({ stopped: true, status: "stopped" });
  const said = joined(chunks);
  expect(said.length).toBeGreaterThan(0);
  expect(LONG.startsWith(said) && said.length < LONG.length).toBe(true);
  const { messages } = await getSession({ ctx: runs.ctx, input: { session_id: id } });
  expect(messages[1]).toMatchObject({ parts: foldChunks(chunks), metadata: { status: "stopped" } });
  expect(messages[1]!.parts.every((part) => part.type !== "text" || part.state === "done")).toBe(true);
  // Stopping again is no error, and the next question is answered.
  await stopRun({ ctx: runs.ctx, input: { session_id: id } });
  runs.claude.play(inOrder([message([text("Short.")])]));
  const answer = await waitForAnswer(runs.ctx, await ask(id, "And now?"));
  expect(answer).toMatchObject({ text: "Short.", stopped: false });
});

test("a stop that was asked for at another replica arrives by notification", async () => {
  runs.claude.play(slowly);
  const { id } = await newSession(runs.ctx);
  const run = await ask(id, "Tell me everything.");
  await until(() => (liveRuns().get(run.run_id)?.log.chunks.length ?? 0) > 5);
  await notify(stopChannel(instanceId()), run.run_id);
  expect(await run.ended).toMatchObject({ status: "stopped" });
});

test("a server that goes away closes its answers with what they have, and their followers", async () => {
  runs.claude.play(slowly);
  const { id } = await newSession(runs.ctx);
  const run = await ask(id, "Tell me everything.");
  const following = collect(
    await followRun({ ctx: runs.ctx, input: { session_id: id, run_id: run.run_id } }),
  );
  await until(() => (liveRuns().get(run.run_id)?.log.chunks.length ?? 0) > 10);
  await drainRuns();
  expect(finishOf(await following)).toMatchObject({ status: "interrupted", stopped: false });
  const { messages } = await getSession({ ctx: runs.ctx, input: { session_id: id } });
  expect(messages[1]!.metadata.status).toBe("interrupted");
  expect(messages[1]!.parts.some((part) => part.type === "text" && part.text !== "")).toBe(true);
});

test("deleting a session in mid-answer ends the run and leaves nothing", async () => {
  runs.claude.play(slowly);
  const { id } = await newSession(runs.ctx);
  const run = await ask(id, "Tell me everything.");
  await until(() => (liveRuns().get(run.run_id)?.log.chunks.length ?? 0) > 5);
  await deleteSession({ ctx: runs.ctx, input: { session_id: id } });
  await run.ended;
  expect(liveRuns().size).toBe(0);
  expect(await db().run.count({ where: { id: run.run_id } })).toBe(0);
  await expect(getSession({ ctx: runs.ctx, input: { session_id: id } })).rejects.toMatchObject({
    code: "not_found",
  });
});
