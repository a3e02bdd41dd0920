import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { copyFile, link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** Two seconds: others who start at once are done in milliseconds. */
const ATTEMPTS = 100;
const PAUSE_MS = 20;
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
      const holder = await take(file, draft);
      if (holder === "us") return;
      if (holder !== null) throw new DataDirLockedError(heldBy(holder, dataDir));
      await sleep(PAUSE_MS);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new DataDirLockedError(`Other instances are starting on ${dataDir} just now; try again.`);
}

function heldBy({ pid }: Holder, dataDir: string): string {
  return `Another instance (process ${pid}) already runs on ${dataDir}: stop it, or set DATA_DIR to another folder.`;
}

/** Gives the folder back, if this process holds it. */
export async function unlockDataDir(dataDir: string): Promise<void> {
  const file = lockFile(dataDir);
  const holder = parseHolder(await readFile(file, "utf8").catch(emptyWhenMissing));
  if (holder?.pid === process.pid) await rm(file, { force: true });
}

/**
 * Makes `file` hold the draft's words, if nobody living holds it; null where it has to be tried again. A dead holder's
 * file is replaced only by who holds the claim on its very words, which is a lock of the same kind: so they cannot
 * change between the look and the replacement, and of many only one replaces them.
 */
async function take(file: string, draft: string): Promise<"us" | Holder | null> {
  if (await linked(draft, file)) return "us";
  const seen = await readFile(/* turbopackIgnore: true */ file, "utf8").catch(nullWhenMissing);
  if (seen === null) return null;
  const holder = parseHolder(seen);
  if (holder && (await isAlive(holder))) return holder;
  const claim = `${file}.${createHash("sha256").update(seen).digest("hex").slice(0, 12)}`;
  if ((await take(claim, draft)) !== "us") return null;
  try {
    if ((await readFile(/* turbopackIgnore: true */ file, "utf8").catch(nullWhenMissing)) !== seen)
      return null;
    await copyFile(draft, `${draft}.new`);
    await rename(`${draft}.new`, file);
    return "us";
  } finally {
    await rm(claim, { force: true });
  }
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

function nullWhenMissing(err: NodeJS.ErrnoException): null {
  emptyWhenMissing(err);
  return null;
}

function emptyWhenMissing(err: NodeJS.ErrnoException): string {
  if (err.code === "ENOENT" || err.code === "ESRCH") return "";
  throw err;
}
