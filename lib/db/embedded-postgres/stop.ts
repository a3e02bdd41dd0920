import "server-only";
import { join } from "node:path";
import { findPostmaster, waitForExit } from "./postmaster.ts";

const FAST_LIMIT_MS = 2_000;
const IMMEDIATE_LIMIT_MS = 900;

/** Stops the PostgreSQL of a data folder, if one runs: open connections are cut, and nothing committed is lost. Under 3 s. */
export async function stopPostgres(dataDir: string): Promise<void> {
  const folder = join(dataDir, "postgres");
  const postmaster = await findPostmaster(folder);
  if (postmaster !== null) await stopServer(postmaster.pid, folder);
}

/**
 * What `pg_ctl stop` does, by signals, so that it needs no other user and no program: SIGINT is its fast
 * mode; SIGQUIT its immediate one, after which the next start recovers from the write-ahead log.
 */
export async function stopServer(pid: number, folder: string): Promise<void> {
  signalServer(pid, "SIGINT");
  if (await waitForExit(pid, folder, FAST_LIMIT_MS)) return;
  signalServer(pid, "SIGQUIT");
  if (await waitForExit(pid, folder, IMMEDIATE_LIMIT_MS)) return;
  throw new Error(`PostgreSQL (process ${pid}) on ${folder} does not stop.`);
}

function signalServer(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (err) {
    // It ended between the look and the signal.
    if (!(err instanceof Error && "code" in err && err.code === "ESRCH")) throw err;
  }
}
