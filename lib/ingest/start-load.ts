import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "#lib/core/log.ts";
import { onFiles } from "#lib/datasets/notify-files.ts";
import { profileDataset } from "#lib/datasets/profile-dataset.ts";
import { db } from "#lib/db/client.ts";
import { instanceId, isDraining } from "#lib/db/instance.ts";
import { sendJob } from "#lib/jobs/send-job.ts";
import { loadDataset } from "./load-dataset.ts";
import { isShort, type LoadRow, taskOf } from "./load-task.ts";
import { startWork } from "./running-work.ts";

/** How long a request that adds files waits for their loads. */
const WAIT_MS = 2000;
/** For a change that nobody told of. */
const LOOK_EVERY_MS = 500;

/**
 * Begins loads whose rows say `loading` and whose they are: this process's own now, the others as jobs. Waits for
 * them, but no longer than a request may. What is lost on the way, `resumeLoads` begins again.
 */
export async function beginLoads(rows: LoadRow[]): Promise<void> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), WAIT_MS);
  await Promise.all(rows.map((row) => Promise.race([beginLoad(row, limit.signal), ended(limit.signal)])));
  clearTimeout(timer);
}

async function beginLoad(row: LoadRow, limit: AbortSignal): Promise<void> {
  if (row.instanceId === instanceId()) return startLoad(row);
  let tell = () => {};
  const unlisten = await onFiles(row.sessionId, () => tell());
  try {
    await sendLoad(row.id);
    while (!limit.aborted) {
      const { promise: told, resolve } = Promise.withResolvers<void>();
      tell = resolve;
      if (!(await isLoading(row.id))) return;
      await Promise.race([told, sleep(LOOK_EVERY_MS)]);
    }
  } finally {
    await unlisten();
  }
}

/** Asks all replicas to take up a load; asked twice, it waits once. */
export async function sendLoad(id: string): Promise<void> {
  await sendJob("load_file", { dataset_id: id }, id).catch((err: unknown) =>
    log.warn({ err, dataset_id: id }, "a load waits until the job queue answers"),
  );
}

/** Takes up a load that waits, if nobody else has. Resolves when it has ended. */
export async function takeUpLoad({ dataset_id }: { dataset_id: string }): Promise<void> {
  if (isDraining()) return;
  const where = { id: dataset_id, status: "loading", instanceId: null };
  const { count } = await db().dataset.updateMany({ where, data: { instanceId: instanceId() } });
  const row = count === 0 ? null : await db().dataset.findUnique({ where: { id: dataset_id } });
  if (row !== null) await startLoad(row);
}

/** Loads, then profiles. Resolves when the table is ready or has failed; never rejects. */
export async function startLoad(row: LoadRow): Promise<void> {
  await startWork(row.id, isShort(taskOf(row).byte_size) ? "short" : "long", (signal) =>
    loadDataset(row, signal),
  );
  if (!isDraining()) void startWork(row.id, "profile", (signal) => profileDataset(row.id, signal));
}

async function isLoading(id: string): Promise<boolean> {
  return (await db().dataset.count({ where: { id, status: "loading" } })) > 0;
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
