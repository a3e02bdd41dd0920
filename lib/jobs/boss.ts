import "server-only";
import { PgBoss } from "pg-boss";
import { env } from "#lib/core/env.ts";
import { log } from "#lib/core/log.ts";
import { singleton } from "#lib/core/singleton.ts";
import { onShutdown } from "#lib/db/instance.ts";
import { type QueueName, queueOptions } from "./queues.ts";

/** pg-boss keeps its tables here, and migrates them itself. */
const SCHEMA = "jobs";
const CONNECTIONS = 3;

interface State {
  boss: Promise<PgBoss> | undefined;
}

const state = () => singleton("jobs", (): State => ({ boss: undefined }));

/** The process's client of the job queue, started on first use; tried anew when a start failed. */
export function boss(): Promise<PgBoss> {
  const now = state();
  now.boss ??= start().catch((err: unknown) => {
    now.boss = undefined;
    throw err;
  });
  return now.boss;
}

/** Stops taking jobs. What works on one is ended by its own shutdown hook, and stands in its row. */
export async function stopBoss(): Promise<void> {
  const { boss: started } = state();
  state().boss = undefined;
  const client = await started?.catch(() => undefined);
  await client?.stop({ graceful: false, close: true });
}

async function start(): Promise<PgBoss> {
  const client = new PgBoss({
    connectionString: env().databaseUrl,
    schema: SCHEMA,
    max: CONNECTIONS,
    application_name: "veritable-jobs",
    useListenNotify: true,
  });
  client.on("error", (err) => log.warn({ err }, "the job queue stumbled"));
  onShutdown("jobs", stopBoss);
  await client.start();
  for (const name of Object.keys(queueOptions)) {
    if (isQueue(name)) await client.createQueue(name, queueOptions[name]);
  }
  return client;
}

function isQueue(name: string): name is QueueName {
  return name in queueOptions;
}
