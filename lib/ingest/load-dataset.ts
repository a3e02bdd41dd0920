import "server-only";
import { log } from "#lib/core/log.ts";
import { surveyParquet } from "#lib/datasets/survey-parquet.ts";
import { isDraining } from "#lib/db/instance.ts";
import { runModule } from "#lib/engine/run-module.ts";
import { storage } from "#lib/storage/storage.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { FileRefusal, loadFailure } from "./load-failure.ts";
import { isShort, type LoadRow, type Task, taskOf } from "./load-task.ts";
import { type Made, publishTable } from "./publish-table.ts";
import { reportProgress } from "./report-progress.ts";
import { settleFailure } from "./settle-failure.ts";
import { SCRATCH, sourceOf } from "./source-of.ts";
import { formatName, loadValue } from "./worker/messages.ts";

/** Files are bounded by MAX_UPLOAD_BYTES; one that takes longer is given up. */
const LOAD_TIMEOUT_MS = 6 * 60 * 60_000;

/**
 * Loads a dataset's bytes into its table: what was sent, or on a reload the same under another dialect or new
 * bytes. The row goes from `loading` to `ready` or `failed`; a reload that fails leaves the table that was there.
 * When the row was deleted or another process has taken it over meanwhile, what was made is thrown away. Cut off by
 * the signal or by the server's end, the row stays `loading`, for whoever takes it up.
 */
export async function loadDataset(row: LoadRow, signal: AbortSignal): Promise<void> {
  const task = taskOf(row);
  const output = await storage().temporaryPath();
  const rejects = await storage().temporaryPath();
  try {
    const made = await makeTable(row, task, { output, rejects, signal });
    await publishTable(row, task, { ...made, output, rejects });
  } catch (error) {
    if (!signal.aborted && !isDraining()) await fail(row, task, error, [output, rejects]);
  } finally {
    await storage().discard(output);
    await storage().discard(rejects);
  }
}

interface Work {
  output: string;
  rejects: string;
  signal: AbortSignal;
}

async function makeTable(row: LoadRow, task: Task, { output, rejects, signal }: Work): Promise<Made> {
  const source = sourceOf(task);
  const pool = isShort(task.byte_size) ? "reading" : "trusted";
  const progress = reportProgress(row);
  const loading = runModule({
    module: "lib/ingest/worker/load.ts",
    input: {
      source,
      source_part: task.source_part,
      format: formatName.parse(task.format),
      output_path: output,
      rejects_path: rejects,
      wish: task.request?.dialect ?? null,
    },
    read_paths: [source.path],
    write_paths: [output, rejects],
    scratch: SCRATCH,
    timeout_ms: LOAD_TIMEOUT_MS,
    signal,
    on_progress: progress.report,
    pool,
  });
  const looking = task.fingerprint ?? fingerprintOf(source.path, signal);
  const [fingerprint, answer] = await Promise.all([looking, loading]).finally(progress.stop);
  const loaded = loadValue.parse(answer);
  if ("fault" in loaded) throw new FileRefusal(loaded.fault);
  return { fingerprint, loaded, survey: await surveyParquet(output, { signal, pool }) };
}

async function fail(row: LoadRow, task: Task, error: unknown, paths: string[]): Promise<void> {
  const sentence = loadFailure(error, task.filename, [storage().pathOf(task.key), ...paths]);
  if (sentence === null) log.error({ err: error, dataset_id: row.id }, "a load failed");
  const { filename } = task;
  await settleFailure(row, sentence ?? `${filename} could not be loaded because of a fault on our side.`);
}
