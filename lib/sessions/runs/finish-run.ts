import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { costOf } from "#lib/billing/cost-of.ts";
import { AppError } from "#lib/core/errors.ts";
import { notify } from "#lib/events/notify.ts";
import type { MessageMetadata } from "#lib/sessions/schema.ts";
import { notifySession } from "#lib/sessions/session-events.ts";
import { runChannel } from "./channels.ts";
import { type ClosingRun, closeRun } from "./close-run.ts";
import type { Drive } from "./drive.ts";
import type { RunEnd } from "./live-runs.ts";
import type { LogWriter } from "./log-writer.ts";
import type { Recorder } from "./recorder.ts";
import type { RunLog } from "./run-log.ts";
import type { UiChunk } from "./ui-chunk.ts";

/** Pauses between attempts to store the end of a run: a database that restarts is back within them. */
const RETRY_MS = [100, 400, 1500];

interface Finishing {
  drive: Drive;
  record: Recorder;
  writer: LogWriter;
  log: RunLog;
  end: RunEnd;
}

/**
 * Stores how a run ended, then tells its followers: who has seen `finish` may ask again at once and reads the
 * stored answer. Never rejects; an end that cannot be stored is told as a failure, and the run is closed by
 * `closeOrphanedRuns` later.
 */
export async function finishRun({ drive, record, writer, log, end }: Finishing): Promise<RunEnd> {
  const { ctx, run_id, session_id } = drive;
  const error = sentenceOf(drive, end);
  if (error !== null) record.emit({ type: "error", errorText: error });
  const metadata = metadataOf(drive, record, end, error);
  const finish: UiChunk = { type: "finish", messageMetadata: metadata };
  writer.write([{ kind: "ui", payload: finish }]);
  try {
    await store({
      run_id,
      session_id,
      answer_id: drive.answer_id,
      status: end.status,
      error,
      chunks: record.chunks,
      rows: await writer.drain(),
      metadata,
      usage: record.usage,
    });
    log.append([finish]);
    await notify(runChannel(run_id), "end");
    await notifySession(session_id, "run");
    return end;
  } catch (err) {
    ctx.log.error({ err, run_id }, "the end of a run could not be stored");
    const lost = new AppError("unavailable", "The answer could not be stored. Please ask again.", {
      cause: err,
    });
    log.append([
      { type: "error", errorText: lost.message },
      { type: "finish", messageMetadata: { ...metadata, status: "failed", error: lost.message } },
    ]);
    return { status: "failed", error: lost };
  }
}

async function store(run: ClosingRun): Promise<void> {
  for (const pause of RETRY_MS) {
    try {
      await closeRun(run);
      return;
    } catch {
      await sleep(pause);
    }
  }
  await closeRun(run);
}

function metadataOf(drive: Drive, record: Recorder, end: RunEnd, error: string | null): MessageMetadata {
  const rows_read = record.rowsRead;
  return {
    status: end.status,
    error,
    request_id: drive.run_id,
    planner: drive.planner.name,
    usage: record.usage,
    cost_usd: costOf(record.usage),
    data_updated: record.dataUpdated,
    duration_ms: Date.now() - drive.started_at.getTime(),
    ...(rows_read === undefined ? {} : { rows_read }),
    stopped: end.status === "stopped",
    unverified: 0,
  };
}

/** What the person reads of a failure; a fault of ours goes to the log with its stack. */
function sentenceOf({ ctx, run_id }: Drive, { error }: RunEnd): string | null {
  if (error === null) return null;
  if (error instanceof AppError) return error.message;
  ctx.log.error({ err: error, run_id }, "a run failed");
  return `Something went wrong on our side. Please ask again; if it stays, report the request id ${run_id}.`;
}
