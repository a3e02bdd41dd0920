import "server-only";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import { findSession } from "#lib/sessions/find-session.ts";
import { findRunning } from "./find-running.ts";
import { followStored } from "./follow-stored.ts";
import { liveRuns } from "./live-runs.ts";
import type { UiChunk } from "./ui-chunk.ts";

interface Following<Input> {
  ctx: Context;
  input: Input;
  /** Ends the following, never the run. */
  signal?: AbortSignal;
}

/** The chunks of a run, going or ended: from its first, then live to its end. */
export async function followRun({
  ctx,
  input,
  signal,
}: Following<{ session_id: string; run_id: string }>): Promise<AsyncIterable<UiChunk>> {
  const { id: sessionId } = await findSession(ctx, input.session_id);
  const run = isId(input.run_id) && (await db().run.findFirst({ where: { id: input.run_id, sessionId } }));
  if (!run) throw notFound("answer");
  return follow(run.id, signal);
}

/** The same for the session's running answer; null when none runs. */
export async function followRunning({
  ctx,
  input,
  signal,
}: Following<{ session_id: string }>): Promise<AsyncIterable<UiChunk> | null> {
  const session = await findSession(ctx, input.session_id);
  const run = await findRunning(session.id);
  return run && follow(run.id, signal);
}

function follow(runId: string, signal: AbortSignal | undefined): AsyncIterable<UiChunk> {
  return liveRuns().get(runId)?.log.follow(signal) ?? followStored(runId, signal);
}
