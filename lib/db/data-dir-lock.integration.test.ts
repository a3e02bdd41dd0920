import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataDir, unlockDataDir } from "./data-dir-lock.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "veritable-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = () => join(folder, "veritable.lock");

/** A process that takes the lock, says how it went, and stays. */
async function locker() {
  const script = `
    const { lockDataDir } = await import("#lib/db/data-dir-lock.ts");
    try { await lockDataDir(${JSON.stringify(folder)}); console.log("locked"); setInterval(() => {}, 1000); }
    catch (err) { console.log(err.message); }`;
  const args = ["--conditions=react-server", "--input-type=module", "--eval", script];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await once(child.stdout.setEncoding("utf8"), "data");
  return { said: String(said).trim(), child };
}

async function kill({ child }: Awaited<ReturnType<typeof locker>>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

test("a folder that a living process holds is refused, and free once that one was killed", async () => {
  const holder = await locker();
  expect(holder.said).toBe("locked");
  await expect(lockDataDir(folder)).rejects.toThrow(
    `Another instance (process ${holder.child.pid}) already runs`,
  );
  await kill(holder);
  await lockDataDir(folder);
  expect(JSON.parse(await readFile(file(), "utf8"))).toMatchObject({ pid: process.pid });
});

const STALE = JSON.stringify({ pid: process.pid, started: "another boot:1" });

test("of many processes that find a stale lock at once, one gets the folder", async () => {
  await writeFile(file(), STALE);
  const all = await Promise.all(Array.from({ length: 6 }, locker));
  for (const one of all) await kill(one);
  expect(all.map(({ said }) => said === "locked").toSorted()).toEqual([...Array(5).fill(false), true]);
});

test("of many attempts at one stale lock, one gets the folder, every time", async () => {
  for (let round = 0; round < 40; round++) {
    await writeFile(file(), STALE);
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(folder)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readdir(folder)).toEqual(["veritable.lock"]);
  }
});

test("one who was killed on the way to a stale lock does not keep it from the next", async () => {
  await writeFile(file(), STALE);
  const claim = createHash("sha256").update(STALE).digest("hex").slice(0, 12);
  await writeFile(`${file()}.${claim}`, JSON.stringify({ pid: process.pid, started: "another boot:2" }));
  await lockDataDir(folder);
  expect(await readdir(folder)).toEqual(["veritable.lock"]);
  await expect(lockDataDir(folder)).rejects.toThrow(/already runs/);
});

test("a process id that was given out again does not keep the lock alive, nor does a damaged file", async () => {
  await writeFile(file(), JSON.stringify({ pid: process.pid, started: "another boot:1" }));
  await lockDataDir(folder);
  await writeFile(file(), "{ half a li");
  await lockDataDir(folder);
});

test("unlocking leaves nothing, and leaves alone what another process holds", async () => {
  await lockDataDir(folder);
  await unlockDataDir(folder);
  expect(await readdir(folder)).toEqual([]);
  const holder = await locker();
  await unlockDataDir(folder);
  expect(await readdir(folder)).toEqual(["veritable.lock"]);
  await kill(holder);
});
