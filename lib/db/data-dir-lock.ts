import "server-only";
import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const ATTEMPTS = 5;
const holderSchema = z.object({ pid: z.number().int().positive(), started: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Another running instance holds the folder; the message is a sentence. */
export class DataDirLockedError extends Error {
  override name = "DataDirLockedError";
}

/**
 * Takes `DATA_DIR` for this process, across `execve` too: the holder is a process id and the time that process
 * started, so a lock that a killed run left is told from a living one even when its id was given out again.
 */
export async function lockDataDir(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = lockFile(dataDir);
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, JSON.stringify({ pid: process.pid, started: (await startOf(process.pid)) ?? "" }));
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await linked(draft, file)) return;
      await removeStale(dataDir, file);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new DataDirLockedError(`Other instances are starting on ${dataDir} just now; try again.`);
}

/** Gives the folder back, if this process holds it. */
export async function unlockDataDir(dataDir: string): Promise<void> {
  const file = lockFile(dataDir);
  const holder = parseHolder(await readFile(file, "utf8").catch(emptyWhenMissing));
  if (holder?.pid === process.pid) await rm(file, { force: true });
}

async function removeStale(dataDir: string, file: string): Promise<void> {
  const seen = await readFile(file, "utf8").catch(emptyWhenMissing);
  const holder = parseHolder(seen);
  if (holder && (await isAlive(holder))) {
    throw new DataDirLockedError(
      `Another instance (process ${holder.pid}) already runs on ${dataDir}: stop it, or set DATA_DIR to another folder.`,
    );
  }
  // Moved aside first: if somebody else took the stale lock in between, theirs is put back.
  const aside = `${file}.${randomBytes(6).toString("hex")}`;
  await rename(file, aside).catch(emptyWhenMissing);
  const moved = await readFile(/* turbopackIgnore: true */ aside, "utf8").catch(emptyWhenMissing);
  if (moved !== "" && moved !== seen) await linked(aside, file);
  await rm(aside, { force: true });
}

async function isAlive(holder: Holder): Promise<boolean> {
  const started = await startOf(holder.pid);
  return started !== null && started === holder.started;
}

/** When a process started, in a form that two processes with one id do not share; null when there is none. */
async function startOf(pid: number): Promise<string | null> {
  if (process.platform !== "linux") return isRunning(pid) ? "unknown" : null;
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(emptyWhenMissing);
  // After the name, which may hold anything: state is the 1st field, the start in ticks since boot the 20th (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (stat === "" || fields[0] === "Z" || fields[0] === "X") return null;
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(emptyWhenMissing);
  return `${boot.trim()}:${fields[19]}`;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    return err instanceof Error && "code" in err && err.code === "EPERM";
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (err) {
    if (err instanceof Error && "code" in err && err.code === "EEXIST") return false;
    throw err;
  }
}

function lockFile(dataDir: string): string {
  return join(dataDir, "veritable.lock");
}

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function emptyWhenMissing(err: NodeJS.ErrnoException): string {
  if (err.code === "ENOENT" || err.code === "ESRCH") return "";
  throw err;
}
