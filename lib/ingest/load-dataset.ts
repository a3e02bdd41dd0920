import "server-only";
import { randomUUID } from "node:crypto";
import { log } from "#lib/core/log.ts";
import { notifyFiles } from "#lib/datasets/notify-files.ts";
import { storedJson } from "#lib/datasets/stored-json.ts";
import { type Survey, surveyParquet } from "#lib/datasets/survey-parquet.ts";
import { db } from "#lib/db/client.ts";
import type { Dataset } from "#lib/db/generated/client.ts";
import { instanceId, isDraining } from "#lib/db/instance.ts";
import { tableKey } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { formatNamed } from "./formats/registry.ts";
import { loadFailure } from "./load-failure.ts";
import { reportProgress } from "./report-progress.ts";

export type LoadRow = Pick<
  Dataset,
  "id" | "workspaceId" | "sessionId" | "filename" | "format" | "byteSize" | "originalKey"
>;

/**
 * Loads a dataset's original bytes into its table. The row goes from `loading` to `ready` or `failed`; when it
 * was deleted or another process has taken it over meanwhile, what was made is thrown away. Cut off by the
 * signal or by the server's end, the row stays `loading`, for whoever takes it up.
 */
export async function loadDataset(row: LoadRow, signal: AbortSignal): Promise<void> {
  const source = storage().pathOf(row.originalKey ?? "");
  const output = await storage().temporaryPath();
  try {
    const made = await makeTable(row, { source, output, signal });
    await publish(row, output, made);
  } catch (error) {
    if (!signal.aborted && !isDraining()) await fail(row, error, [source, output]);
  } finally {
    await storage().discard(output);
  }
}

const NO_ROWS = "The file has columns and no rows.";

interface Made extends Survey {
  fingerprint: string;
  warnings: string[];
}

async function makeTable(
  row: LoadRow,
  { source, output, signal }: { source: string; output: string; signal: AbortSignal },
): Promise<Made> {
  const progress = reportProgress(row);
  const [fingerprint, { warnings }] = await Promise.all([
    fingerprintOf(source, signal),
    formatNamed(row.format).load({
      source_path: source,
      output_path: output,
      byte_size: Number(row.byteSize),
      signal,
      on_progress: progress.report,
    }),
  ]).finally(progress.stop);
  const survey = await surveyParquet(output, signal);
  return { fingerprint, warnings: survey.row_count === 0 ? [...warnings, NO_ROWS] : warnings, ...survey };
}

async function publish(row: LoadRow, output: string, made: Made): Promise<void> {
  const key = tableKey(row.workspaceId, row.sessionId, row.id, randomUUID().slice(0, 8));
  await storage().adopt(output, key);
  const receipt = { fingerprint: made.fingerprint, row_count: made.row_count, warnings: made.warnings };
  const { count } = await db().dataset.updateMany({
    where: { id: row.id, status: "loading", instanceId: instanceId() },
    data: {
      status: "ready",
      progress: 1,
      error: null,
      parquetKey: key,
      rowCount: made.row_count,
      columns: storedJson(made.columns),
      preview: storedJson(made.preview),
      receipt: storedJson(receipt),
      fingerprint: made.fingerprint,
    },
  });
  if (count === 0) await storage().remove(key);
  else await notifyFiles(row.sessionId);
}

async function fail(row: LoadRow, error: unknown, paths: string[]): Promise<void> {
  const sentence = loadFailure(error, row.filename, paths);
  if (sentence === null) log.error({ err: error, dataset_id: row.id }, "a load failed");
  const { count } = await db().dataset.updateMany({
    where: { id: row.id, status: "loading", instanceId: instanceId() },
    data: {
      status: "failed",
      error: (sentence ?? `${row.filename} could not be loaded because of a fault on our side.`).replaceAll(
        "\0",
        "",
      ),
    },
  });
  if (count > 0) await notifyFiles(row.sessionId);
}
