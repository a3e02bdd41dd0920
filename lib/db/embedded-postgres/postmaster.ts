import "server-only";
import { readFile, readlink, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What `postmaster.pid` tells of a server on a data folder. */
export interface Postmaster {
  pid: number;
  port: number;
}

/** The server that runs on this data folder, if one does; a pid file that nobody stands behind is removed. */
export async function findPostmaster(folder: string): Promise<Postmaster | null> {
  const file = join(folder, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(emptyWhenMissing);
  if (text === "") return null;
  const [pid, , , port] = text.split("\n").map(Number);
  if (pid && (await servesFolder(pid, folder))) return { pid, port: port || 0 };
  await rm(file, { force: true });
  return null;
}

/** Whether the process exists and works in the data folder, as every server does; a reused pid does not. */
async function servesFolder(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(emptyWhenMissing);
  return cwd === (await realpath(folder));
}

/** Waits until the server is gone (one that nobody reaped counts as gone); false when it still runs after `limitMs`. */
export async function waitForExit(pid: number, folder: string, limitMs: number): Promise<boolean> {
  const end = Date.now() + limitMs;
  while (await servesFolder(pid, folder)) {
    if (Date.now() > end) return false;
    await sleep(25);
  }
  return true;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    return err instanceof Error && "code" in err && err.code === "EPERM";
  }
}

function emptyWhenMissing(err: NodeJS.ErrnoException): string {
  if (err.code === "ENOENT" || err.code === "ESRCH" || err.code === "EACCES") return "";
  throw err;
}
