import "server-only";
import { createToolbox } from "#lib/agent/toolbox.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { nothingLeft } from "#lib/sessions/expiry/nothing-left.ts";
import type { Drive } from "./drive.ts";
import { finishRun } from "./finish-run.ts";
import { foldChunks } from "./fold-chunks.ts";
import { FILES_LIMIT_MS, GRACE_MS, RUN_LIMIT_MS } from "./limits.ts";
import { type Cut, type LiveRun, liveRuns, type RunEnd, STOP } from "./live-runs.ts";
import { logWriter } from "./log-writer.ts";
import { nameSession } from "./name-session.ts";
import { pastTurns, textOf } from "./past-turns.ts";
import { type Recorder, recorder } from "./recorder.ts";
import { runLog } from "./run-log.ts";
import { untilCutOff } from "./until-cut-off.ts";
import { usageColumns } from "./usage-columns.ts";
import { waitForFiles } from "./wait-for-files.ts";

/** The reason of a run's abort signal. */
class CutOff extends Error {
  override name = "CutOff";
  readonly cut: Cut;

  constructor(cut: Cut) {
    super(cut.sentence);
    this.cut = cut;
  }
}

/**
 * Drives a stored run to its end in the background of this process, whatever happens to the request that
 * began it. The run is in `liveRuns` when this returns, and out of it once it is closed.
 */
export function driveRun(drive: Drive): LiveRun {
  const { ctx, run_id, session_id, limit_ms = RUN_LIMIT_MS } = drive;
  const abort = new AbortController();
  const cutOff = (cut: Cut) => abort.abort(new CutOff(cut));
  const log = runLog();
  const writer = logWriter({ run_id, log: ctx.log, onGone: () => cutOff(STOP) });
  const record = recorder(log, writer);
  const minutes = Math.ceil(limit_ms / 60_000);
  const late: Cut = {
    status: "failed",
    sentence: `The answer took longer than ${minutes} min and was stopped.`,
  };
  const timer = setTimeout(cutOff, limit_ms, late);

  const ended = answer(drive, record, abort.signal)
    .then((end) => finishRun({ drive, record, writer, log, end }))
    .finally(() => {
      clearTimeout(timer);
      liveRuns().delete(run_id);
      log.end();
    });
  const live: LiveRun = { run_id, session_id, log, cutOff, ended };
  liveRuns().set(run_id, live);
  return live;
}

/** Writes the answer; says how it went. Never rejects. */
async function answer(drive: Drive, record: Recorder, signal: AbortSignal): Promise<RunEnd> {
  const { run_id, answer_id, planner } = drive;
  record.emit({
    type: "start",
    messageId: answer_id,
    messageMetadata: { status: "running", request_id: run_id, planner: planner.name },
  });
  try {
    await plan(drive, record, signal);
    await entitle(drive, record, signal);
    signal.throwIfAborted();
    return { status: "complete", error: null };
  } catch (error) {
    return endOf(error, signal);
  } finally {
    record.closeTexts();
  }
}

async function plan(drive: Drive, record: Recorder, signal: AbortSignal): Promise<void> {
  const { ctx, session_id, run_id, ask, planner } = drive;
  for await (const message of waitForFiles(ctx, session_id, { limitMs: FILES_LIMIT_MS, signal })) {
    record.take({ type: "status", message });
  }
  const expired = await nothingLeft(ctx, session_id);
  if (expired !== null) {
    record.take({ type: "text", id: "expired", delta: expired });
    return;
  }
  const history = await pastTurns(ctx, session_id, run_id);
  const tools = createToolbox({ ctx, session_id, run_id });
  const events = planner.run({ ask, history, tools, signal });
  for await (const event of untilCutOff(events, signal, GRACE_MS)) {
    record.take(event);
    if (event.type === "usage") await keepUsage(run_id, record);
  }
  record.closeTexts();
}

/** Kept while the run goes: what was spent is known even when this process dies. */
async function keepUsage(run_id: string, { usage }: Recorder): Promise<void> {
  await db().run.updateMany({ where: { id: run_id, status: "running" }, data: usageColumns(usage) });
}

async function entitle(drive: Drive, record: Recorder, signal: AbortSignal): Promise<void> {
  const { ctx, session_id, run_id, ask, planner } = drive;
  const tables = await createToolbox({ ctx, session_id, run_id }).tables();
  const { title, usage } = await nameSession({
    ctx,
    session_id,
    planner,
    ask,
    answer: textOf(foldChunks(record.chunks)),
    tables: tables.map((table) => table.table),
    signal,
  });
  record.take({ type: "usage", usage });
  if (title !== null) record.emit({ type: "data-session-update", id: "session-update", data: { title } });
}

function endOf(error: unknown, signal: AbortSignal): RunEnd {
  if (signal.aborted && signal.reason instanceof CutOff) {
    const { status, sentence } = signal.reason.cut;
    return { status, error: status === "failed" ? new AppError("timeout", sentence) : null };
  }
  return { status: "failed", error: error instanceof Error ? error : new Error(String(error)) };
}
