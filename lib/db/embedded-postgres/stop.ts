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
  process.kill(pid, "SIGINT");
  if (await waitForExit(pid, folder, FAST_LIMIT_MS)) return;
  process.kill(pid, "SIGQUIT");
  if (await waitForExit(pid, folder, IMMEDIATE_LIMIT_MS)) return;
  throw new Error(`PostgreSQL (process ${pid}) on ${folder} does not stop.`);
}
