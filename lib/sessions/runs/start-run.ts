import "server-only";
import { choosePlanner } from "#lib/agent/choose-planner.ts";
import type { Ask } from "#lib/agent/schema.ts";
import { requireRate } from "#lib/auth/rate-limit.ts";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { env } from "#lib/core/env.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import { instanceId, isDraining } from "#lib/db/instance.ts";
import { findSession } from "#lib/sessions/find-session.ts";
import type { AskInput, MessageMetadata, MessagePart } from "#lib/sessions/schema.ts";
import { notifySession } from "#lib/sessions/session-events.ts";
import { driveRun } from "./drive-run.ts";
import { isTaken, stored } from "./event-rows.ts";
import { findRunning } from "./find-running.ts";
import { listenForStops } from "./listen-for-stops.ts";
import type { RunEnd } from "./live-runs.ts";

/** The question that "Look it over for me" stands for in the conversation. */
const AUTO_ANALYZE = "Look it over for me";
const HOUR_MS = 3_600_000;

export interface StartedRun {
  run_id: string;
  question_id: string;
  answer_id: string;
  /** When and how the answer ends; never rejects. */
  ended: Promise<RunEnd>;
}

/**
 * Stores a person's message and opens the run that answers it, which this process then drives whether or not
 * anybody follows. 404 for another's session, 409 while a run is going, 429 beyond `RATE_RUNS`.
 */
export async function startRun({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string; ask: AskInput };
}): Promise<StartedRun> {
  const { id: session_id } = await findSession(ctx, input.session_id);
  if (isDraining()) {
    const sentence = "The server is restarting. Please ask again in a few seconds.";
    throw new AppError("unavailable", sentence, { retryAfter: 5 });
  }
  if (await findRunning(session_id)) throw busy();
  const key = `runs:${userIdOf(ctx)}`;
  await requireRate({ key, limit: env().rateRuns, window_ms: HOUR_MS, what: "questions" });
  await listenForStops();

  const planner = choosePlanner();
  const run = { run_id: newId(), question_id: newId(), answer_id: newId() };
  await store({ ctx, session_id, run, planner: planner.name, asked: input.ask });
  const ask: Ask =
    "text" in input.ask ? { kind: "question", text: input.ask.text } : { kind: "auto_analyze" };
  const { ended } = driveRun({ ctx, session_id, ask, planner, started_at: new Date(), ...run });
  await notifySession(session_id, "run");
  return { ...run, ended };
}

interface NewRun {
  ctx: Context;
  session_id: string;
  run: Omit<StartedRun, "ended">;
  planner: "claude" | "analyst";
  asked: AskInput;
}

/** The question before anything else, then the run and its empty answer; the one running run a session is the index's. */
async function store({ ctx, session_id, run, planner, asked }: NewRun): Promise<void> {
  const own = { workspaceId: ctx.workspaceId, sessionId: session_id };
  const auto = !("text" in asked);
  const question: MessagePart = { type: "text", text: auto ? AUTO_ANALYZE : asked.text, state: "done" };
  const questionMetadata: MessageMetadata = { status: "complete", ...(auto && { auto_analyze: true }) };
  const metadata: MessageMetadata = { status: "running", request_id: run.run_id, planner };
  try {
    await db().$transaction([
      db().message.create({
        data: {
          ...own,
          id: run.question_id,
          role: "user",
          parts: stored([question]),
          metadata: stored(questionMetadata),
        },
      }),
      db().message.create({
        data: { ...own, id: run.answer_id, role: "assistant", parts: [], metadata: stored(metadata) },
      }),
      db().run.create({
        data: {
          ...own,
          id: run.run_id,
          userId: userIdOf(ctx),
          questionId: run.question_id,
          answerId: run.answer_id,
          status: "running",
          planner,
          instanceId: instanceId(),
        },
      }),
      db().session.update({ where: { id: session_id }, data: { updatedAt: new Date() } }),
    ]);
  } catch (error) {
    if (isTaken(error)) throw busy();
    throw error;
  }
}

function busy(): AppError {
  return new AppError("conflict", "An answer is still being written here. Wait for it, or stop it first.");
}
