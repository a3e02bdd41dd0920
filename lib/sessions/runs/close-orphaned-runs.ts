import "server-only";
import { costOf } from "#lib/billing/cost-of.ts";
import { log } from "#lib/core/log.ts";
import { db } from "#lib/db/client.ts";
import type { Run } from "#lib/db/generated/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { notify } from "#lib/events/notify.ts";
import { toResultView } from "#lib/results/result-view.ts";
import { type MessageMetadata, plannerName } from "#lib/sessions/schema.ts";
import { notifySession } from "#lib/sessions/session-events.ts";
import { runChannel } from "./channels.ts";
import { closeRun } from "./close-run.ts";
import { eventRows } from "./event-rows.ts";
import { openTextIds } from "./fold-chunks.ts";
import { isInstanceAlive } from "./is-instance-alive.ts";
import { RUN_LIMIT_MS } from "./limits.ts";
import { liveRuns } from "./live-runs.ts";
import { readLog } from "./read-log.ts";
import { rowsRead } from "./rows-read.ts";
import type { UiChunk } from "./ui-chunk.ts";
import { usageOf } from "./usage-columns.ts";

/** How old a run of this process must be before its absence from memory means anything, in milliseconds. */
const STARTING_MS = 10_000;
/** A run may take this much longer than its limit, for its title and its storing. */
const CLOSING_MS = 60_000;

/**
 * Closes runs that nobody drives any more: their process died, lost them, or holds them beyond every limit.
 * What had been said is kept, marked `interrupted`. Any replica may call it at any time; each run is closed once.
 * Returns how many this call closed.
 */
export async function closeOrphanedRuns(): Promise<number> {
  const running = await db().run.findMany({ where: { status: "running" } });
  let closed = 0;
  for (const run of running) {
    try {
      if ((await isOrphaned(run)) && (await closeAsInterrupted(run))) closed += 1;
    } catch (err) {
      log.error({ err, run_id: run.id }, "an orphaned run could not be closed");
    }
  }
  if (closed > 0) log.info({ closed }, "closed runs that nobody drove any more");
  return closed;
}

export async function isOrphaned(run: Run): Promise<boolean> {
  const age = Date.now() - run.startedAt.getTime();
  if (run.instanceId === instanceId()) return !liveRuns().has(run.id) && age > STARTING_MS;
  return age > RUN_LIMIT_MS + CLOSING_MS || !(await isInstanceAlive(run.instanceId));
}

/** Ends the log with what it has, and stores its fold as the answer. False when somebody else was first. */
export async function closeAsInterrupted(run: Run): Promise<boolean> {
  const { chunks, last_seq } = await readLog(run.id);
  const metadata = await metadataOf(run);
  const ending: UiChunk[] = [
    ...openTextIds(chunks).map((id) => ({ type: "text-end" as const, id })),
    { type: "finish", messageMetadata: metadata },
  ];
  const entries = ending.map((payload) => ({ kind: "ui" as const, payload }));
  const closed = await closeRun({
    run_id: run.id,
    session_id: run.sessionId,
    answer_id: run.answerId,
    status: "interrupted",
    error: null,
    chunks: [...chunks, ...ending],
    rows: eventRows(run.id, last_seq + 1, entries),
    metadata,
    usage: usageOf(run),
  });
  if (!closed) return false;
  await notify(runChannel(run.id), "end");
  await notifySession(run.sessionId, "run");
  return true;
}

async function metadataOf(run: Run): Promise<MessageMetadata> {
  const results = await db().result.findMany({ where: { runId: run.id } });
  const rows_read = rowsRead(results.map(toResultView));
  return {
    status: "interrupted",
    error: null,
    request_id: run.id,
    planner: plannerName.parse(run.planner),
    usage: usageOf(run),
    cost_usd: costOf(usageOf(run)),
    data_updated: false,
    duration_ms: Date.now() - run.startedAt.getTime(),
    ...(rows_read === undefined ? {} : { rows_read }),
    stopped: false,
    unverified: 0,
  };
}
