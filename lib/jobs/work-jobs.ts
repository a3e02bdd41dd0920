import "server-only";
import type { Job } from "pg-boss";
import { log } from "#lib/core/log.ts";
import { boss } from "./boss.ts";
import { type Payload, payloads, type QueueName, schedules } from "./queues.ts";

const POLL_S = 2;

export type Handlers = { [Name in QueueName]: Worker<Name> };

interface Worker<Name extends QueueName> {
  /** Jobs at once in this process. */
  at_once: number;
  run: (payload: Payload<Name>) => Promise<unknown>;
}

/** Has this process take jobs of every queue, and keeps the clock's schedules. */
export async function workJobs(handlers: Handlers): Promise<void> {
  await work("load_file", handlers.load_file);
  await work("expire_data", handlers.expire_data);
  await work("sweep_uploads", handlers.sweep_uploads);
  const client = await boss();
  for (const [name, cron] of Object.entries(schedules)) await client.schedule(name, cron, {}, { tz: "UTC" });
}

async function work<Name extends QueueName>(name: Name, worker: Worker<Name>): Promise<void> {
  const client = await boss();
  const options = {
    pollingIntervalSeconds: POLL_S,
    notifyPollingIntervalSeconds: POLL_S,
    localConcurrency: worker.at_once,
  };
  await client.work(name, options, async (jobs: Job<unknown>[]) => {
    for (const job of jobs) await runOne(name, worker, job);
  });
}

/** A job that fails is logged and over: what it left undone is found again in our own rows. */
async function runOne<Name extends QueueName>(
  name: Name,
  worker: Worker<Name>,
  job: Job<unknown>,
): Promise<void> {
  try {
    await worker.run(payloadOf(name, job.data));
  } catch (err) {
    log.error({ err, queue: name, job: job.id }, "a job failed");
  }
}

/** Holds because `payloads[name]` is the schema that `Payload<Name>` is inferred from; TypeScript cannot see it through the index. */
function payloadOf<Name extends QueueName>(name: Name, data: unknown): Payload<Name> {
  return payloads[name].parse(data ?? {}) as Payload<Name>;
}
