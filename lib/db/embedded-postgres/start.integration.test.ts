import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startPostgres } from "./start.ts";
import { stopPostgres } from "./stop.ts";

// A fresh cluster is a thousand files with fsync: seconds on a busy disk, and some tests make two.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "veritable-pg-"));
});
afterEach(async () => {
  await stopPostgres(dataDir);
  await chmod(dataDir, 0o700);
  await rm(dataDir, { recursive: true, force: true });
});

const start = (password = "first password") => startPostgres({ dataDir, password });
const pidFile = () => join(dataDir, "postgres", "postmaster.pid");
const serverPid = async () => Number((await readFile(pidFile(), "utf8")).split("\n")[0]);

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("starts on a fresh folder, keeps its rows over a restart, and is PostgreSQL 18 with fsync on", async () => {
  const url = await start();
  await query(url, "CREATE TABLE kept AS SELECT 'Ünïcode' AS word");
  expect(await query(url, "SHOW fsync")).toEqual([{ fsync: "on" }]);
  expect(await query(url, "SHOW server_version_num")).toEqual([
    { server_version_num: expect.stringMatching(/^18/) },
  ]);
  expect(await query(url, "SELECT lower('ÜBER') AS folded")).toEqual([{ folded: "über" }]);
  await stopPostgres(dataDir);
  await expect(query(url, "SELECT 1")).rejects.toThrow();
  expect(await query(await start(), "SELECT word FROM kept")).toEqual([{ word: "Ünïcode" }]);
});

test("listens on this machine alone, on no socket, and for the password alone", async () => {
  const url = await start();
  expect(await query(url, "SHOW listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  expect(await query(url, "SHOW unix_socket_directories")).toEqual([{ unix_socket_directories: "" }]);
  const other = new URL(url);
  other.password = "another";
  await expect(query(other.href, "SELECT 1")).rejects.toThrow(/password authentication failed/);
});

test("adopts the server that a killed run left", async () => {
  const url = await start();
  const pid = await serverPid();
  expect(await start()).toBe(url);
  expect(await serverPid()).toBe(pid);
});

test("a server left over that does not take our password is stopped, and the reason is told", async () => {
  await start();
  const pid = await serverPid();
  await expect(start("another password")).rejects.toThrow(/password authentication failed/);
  await start();
  expect(await serverPid()).not.toBe(pid);
});

test("recovers after the server itself was killed", async () => {
  const url = await start();
  await query(url, "CREATE TABLE kept AS SELECT 1 AS one");
  process.kill(await serverPid(), "SIGKILL");
  expect(await query(await start(), "SELECT one FROM kept")).toEqual([{ one: 1 }]);
});

test("a pid file of a process that is something else blocks nothing", async () => {
  await start();
  await stopPostgres(dataDir);
  await writeFile(pidFile(), `${process.pid}\n${join(dataDir, "postgres")}\n1\n1\n`);
  expect(await query(await start(), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  expect(await serverPid()).not.toBe(process.pid);
});

test("a set-up that was killed in the middle is begun again", async () => {
  await mkdir(join(dataDir, "postgres.new", "cluster"), { recursive: true });
  await writeFile(join(dataDir, "postgres.new", "cluster", "PG_VERSION"), "1");
  await mkdir(join(dataDir, "postgres"));
  expect(await query(await start(), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("works below a folder that is closed to all others", async () => {
  await chmod(dataDir, 0o700);
  expect(await query(await start(), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

const NOBODY = 65_534;
test.runIf(process.getuid?.() === 0)(
  "as root, a cluster stays its owner's, and root's own is given away",
  async () => {
    const folder = join(dataDir, "postgres");
    await mkdir(folder);
    await chown(folder, NOBODY, NOBODY);
    await start();
    expect((await stat(join(folder, "PG_VERSION"))).uid).toBe(NOBODY);
    expect((await stat(`/proc/${await serverPid()}`)).uid).toBe(NOBODY);
  },
);
