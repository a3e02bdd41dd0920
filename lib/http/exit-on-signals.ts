import "server-only";
import { env } from "#lib/core/env.ts";
import { launch } from "#lib/core/launch.ts";
import { log } from "#lib/core/log.ts";
import { db } from "#lib/db/client.ts";
import { unlockDataDir } from "#lib/db/data-dir-lock.ts";
import { stopPostgres } from "#lib/db/embedded-postgres/stop.ts";
import { isDraining, type ShutdownHook, shutdownHooks, startDraining } from "#lib/db/instance.ts";
import { removeThisInstance } from "#lib/db/instances.ts";
import { closeEngine } from "#lib/engine/close-engine.ts";
import { closeListener } from "#lib/events/notify.ts";
import { drainRuns } from "#lib/sessions/runs/drain-runs.ts";

/** Together within the 10 s that a supervisor waits before it kills. */
const ANSWERS_LIMIT_MS = 3_000;
const HOOKS_LIMIT_MS = 2_000;
const CLOSING_LIMIT_MS = 1_000;
const POSTGRES_LIMIT_MS = 3_000;
const HARD_EXIT_MS = 9_500;

/** SIGTERM, SIGINT and a closed terminal end the process in order; a second SIGINT ends it at once. */
export function exitOnSignals(): void {
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => void exit(signal));
  process.on("SIGINT", () => {
    if (isDraining()) process.exit(130);
    void exit("SIGINT");
  });
}

/** Answers are closed with what they have, then loads and engines end, then what they wrote to. Exit code 0. */
async function exit(signal: NodeJS.Signals): Promise<void> {
  if (isDraining()) return;
  startDraining();
  setTimeout(() => process.exit(0), HARD_EXIT_MS);
  log.info({ signal }, "shutting down");
  await inOrder([{ name: "answers", run: drainRuns }], ANSWERS_LIMIT_MS);
  await inOrder(shutdownHooks(), HOOKS_LIMIT_MS);
  await inOrder(
    [
      { name: "engine", run: async () => closeEngine() },
      { name: "instance", run: removeThisInstance },
      { name: "live events", run: closeListener },
      { name: "database client", run: () => db().$disconnect() },
    ],
    CLOSING_LIMIT_MS,
  );
  await releaseDatabase();
  log.info("bye");
  process.exit(0);
}

async function releaseDatabase(): Promise<void> {
  if (!launch().standsAlone || !launch().embedded) return;
  const { dataDir } = env();
  await inOrder([{ name: "postgres", run: () => stopPostgres(dataDir) }], POSTGRES_LIMIT_MS);
  await inOrder([{ name: "lock", run: () => unlockDataDir(dataDir) }], CLOSING_LIMIT_MS);
}

/** One after the other, all within the limit; a failing or slow step does not keep the next from running. */
async function inOrder(steps: readonly ShutdownHook[], limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  for (const { name, run } of steps) {
    try {
      await within(run(), Math.max(end - Date.now(), 0), name);
    } catch (err) {
      log.error({ err, step: name }, "a step of the shutdown failed");
    }
  }
}

async function within(work: Promise<void>, limitMs: number, name: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} did not end in ${limitMs} ms`)), limitMs);
  });
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
