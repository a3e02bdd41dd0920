import "server-only";
import { env, parseSettings } from "#lib/core/env.ts";
import { launch } from "#lib/core/launch.ts";
import { log } from "#lib/core/log.ts";
import { requireSafeSettings } from "#lib/core/production-check.ts";
import { singleton } from "#lib/core/singleton.ts";
import { markStarted } from "#lib/db/instance.ts";
import { beat, HEARTBEAT_MS, removeDeadInstances, removeOtherInstances } from "#lib/db/instances.ts";
import { warmEngine } from "#lib/engine/warm-engine.ts";
import { resumeLoads } from "#lib/ingest/resume-loads.ts";
import { workJobs } from "#lib/jobs/work-jobs.ts";
import { closeOrphanedRuns } from "#lib/sessions/runs/close-orphaned-runs.ts";
import { exitOnSignals } from "./exit-on-signals.ts";
import { jobHandlers } from "./job-handlers.ts";
import { stampRequests } from "./stamp-requests.ts";

const SWEEP_MS = 10_000;
/** What the load of a text file, the most frequent, reads in its child. */
const LOADING = ["inspect.ts", "load.ts", "load-text.ts"].map((name) => `lib/ingest/worker/${name}`);

/** Makes the server ready for its first request; what stops it ends the process with a sentence. Runs once. */
export async function boot(): Promise<void> {
  await singleton("boot", () => ({ done: start() })).done;
}

async function start(): Promise<void> {
  try {
    exitOnSignals();
    stampRequests();
    if (env().isProduction) requireSafeSettings(parseSettings(process.env));
    await beat();
    if (launch().embedded) await removeOtherInstances();
    await sweep();
  } catch (err) {
    // Next would go on and answer every request with 500.
    log.fatal({ err }, "the server could not start");
    process.stderr.write(`Veritable could not start: ${err instanceof Error ? err.message : String(err)}\n`);
    process.exit(1);
  }
  every(HEARTBEAT_MS, "heartbeat", beat);
  every(SWEEP_MS, "sweep", sweep);
  void keepTrying(SWEEP_MS, "jobs", () => workJobs(jobHandlers()));
  markStarted();
  warmEngine({ modules: LOADING });
  process.stdout.write(`Veritable is ready: ${address()}\n`);
}

/** Takes up or closes what dead processes left: their running answers and half-loaded files. */
async function sweep(): Promise<void> {
  const dead = await removeDeadInstances();
  if (dead > 0) log.info({ dead }, "removed server processes that gave no sign of life");
  await closeOrphanedRuns();
  await resumeLoads();
}

/** Until it has worked once; the server answers meanwhile, and what it takes in waits in its rows. */
async function keepTrying(ms: number, name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (err) {
    log.warn({ err, work: name }, "a part of the server could not start and will be tried again");
    setTimeout(() => void keepTrying(ms, name, work), ms).unref();
  }
}

/** One round at a time; a failing one is logged, and the next comes all the same. */
function every(ms: number, name: string, work: () => Promise<void>): void {
  let busy = false;
  const round = async () => {
    if (busy) return;
    busy = true;
    try {
      await work();
    } catch (err) {
      log.warn({ err, work: name }, "work in the background failed and will be tried again");
    } finally {
      busy = false;
    }
  };
  setInterval(() => void round(), ms).unref();
}

/** Where a browser on this machine finds the server. Next sets PORT to the one it really listens on. */
function address(): string {
  const { publicUrl, host, port } = env();
  if (publicUrl) return publicUrl;
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}
