import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EngineSession, engineSession, withEngineSettings } from "#e2e/support/engine-session.ts";
import { AppError } from "#lib/core/errors.ts";
import { closeEngineSession } from "./close-engine-session.ts";
import { EnginePool } from "./processes/pool.ts";

const ENDLESS = "SELECT count(*) FROM range(1000000000000) a, range(1000000) b WHERE a.range + b.range = -1";

let session: EngineSession;
beforeAll(async () => {
  session = await engineSession();
  await session.table("t", "SELECT range AS n FROM range(1000)");
});
afterAll(() => session.remove());

/** The engine's child processes of this process, by the files they were started with. */
function children(): { pid: number; limits: string; environ: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("lib/engine/worker/main.ts")) return [];
        const parent = /PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        if (Number(parent) !== process.pid) return [];
        const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, "utf8");
        return [{ pid: Number(pid), limits: read("limits"), environ: read("environ") }];
      } catch {
        return [];
      }
    });
}

/** Processor time of a process, user and system, in the kernel's ticks of 10 ms. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

describe("a child", () => {
  test("has its limits, and nothing of the server's environment", async () => {
    await session.query("SELECT 1");
    const [child] = children();
    expect(child?.limits).toMatch(/Max data size +\d{9,}/);
    expect(child?.limits).toMatch(/Max core file size +0 /);
    expect(child?.limits).toMatch(/Max file size +2147483648/);
    expect(child?.limits).toMatch(/Max cpu time +7200/);
    const names = child?.environ.split("\0").map((entry) => entry.split("=")[0]);
    expect(names?.filter((name) => name !== "" && !name?.startsWith("NODE_CHANNEL_"))).toEqual([]);
    // Where the machine runs out of memory, the kernel ends it before the server.
    expect(readFileSync(`/proc/${child?.pid}/oom_score_adj`, "utf8").trim()).toBe("800");
  });

  test("that is killed in the middle of a query is one clear error, and the next query works", {
    timeout: 60_000,
  }, async () => {
    const failure = session.failure(ENDLESS);
    const busy = () => children().find((child) => cpuSeconds(child.pid) > 1.5);
    await expect.poll(busy, { timeout: 20_000 }).toBeDefined();
    for (const child of children()) process.kill(child.pid, "SIGKILL");
    expect((await failure).code).toBe("engine_crashed");
    expect((await session.query("SELECT count(*) FROM t")).rows).toEqual([[1000]]);
  });

  test("dies with its server, also in the middle of a query", async () => {
    const script = `
      const { engineSession } = await import("#e2e/support/engine-session.ts");
      const session = await engineSession();
      session.query(${JSON.stringify(ENDLESS)}).catch(() => {});
      setTimeout(() => { process.stdout.write("running"); }, 1500);
      setInterval(() => {}, 1000);`;
    const server = spawn(
      process.execPath,
      ["--conditions=react-server", "--input-type=module", "-e", script],
      {
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    await new Promise((resolve) => server.stdout.once("data", resolve));
    const own = () =>
      execFileSync("ps", ["-eo", "ppid,pid,args"], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.includes("lib/engine/worker/main.ts"))
        .map((line) => line.trim().split(/\s+/).map(Number));
    const pids = own().flatMap(([parent, pid]) => (parent === server.pid && pid !== undefined ? [pid] : []));
    expect(pids.length).toBeGreaterThan(0);
    server.kill("SIGKILL");
    await expect
      .poll(() => own().filter(([, pid]) => pids.includes(pid ?? 0)), { timeout: 2000 })
      .toEqual([]);
  });
});

describe("time", () => {
  test("beyond the limit is an error that names it", async () => {
    await withEngineSettings({ QUERY_TIMEOUT_MS: "500" }, async () => {
      const error = await session.failure(ENDLESS);
      expect(error).toMatchObject({ code: "timeout" });
      expect(error.message).toContain("0.5 s");
      expect((await session.query("SELECT 1")).rows).toEqual([[1]]);
    });
  });

  test("ends at once when the signal is aborted, with its reason, and the child lives on", async () => {
    await session.query("SELECT 1");
    const before = children().map((child) => child.pid);
    const controller = new AbortController();
    const reason = new Error("the person pressed stop");
    const query = session.query(ENDLESS, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 300);
    const began = performance.now();
    await expect(query).rejects.toBe(reason);
    expect(performance.now() - began).toBeLessThan(1000);
    expect((await session.query("SELECT 2")).rows).toEqual([[2]]);
    expect(children().map((child) => child.pid)).toEqual(expect.arrayContaining(before));
    await expect(session.query("SELECT 3", { signal: controller.signal })).rejects.toBe(reason);
  });
});

describe("a storm of aborts", () => {
  test("leaves no busy child, no half-written Result, and each query ends with its own reason", {
    timeout: 60_000,
  }, async () => {
    await withEngineSettings({ ENGINE_WORKERS: "2", ENGINE_MEMORY_MB: "256" }, async () => {
      const sessions = await Promise.all(Array.from({ length: 4 }, engineSession));
      const unstoppable = "SELECT levenshtein(repeat('ab', 50000), repeat('ba', 50000))";
      const storm = Array.from({ length: 80 }, async (_, at) => {
        const controller = new AbortController();
        const reason = new Error(`stopped ${at}`);
        setTimeout(() => controller.abort(reason), (at * 37) % 1500);
        const sql = [ENDLESS, unstoppable, "SELECT 1"][at % 3] ?? "";
        const asked = sessions[at % 4]!.query(sql, { signal: controller.signal });
        const error: unknown = await asked.then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        return error === undefined ? sql === "SELECT 1" : error === reason;
      });
      expect(await Promise.all(storm)).toEqual(Array(80).fill(true));
      for (const one of sessions) {
        const results = (await one.results()).length;
        expect((await one.query("SELECT 2")).rows).toEqual([[2]]);
        expect((await one.results()).length).toBe(results + 1);
      }
      await expect.poll(() => children().length).toBeLessThanOrEqual(2);
      await Promise.all(sessions.map((one) => one.remove()));
    });
  });
});

describe("sessions", () => {
  test("do not share a child, and one session's table is out of another's reach", async () => {
    const other = await engineSession();
    await other.table("private", "SELECT 1 AS secret");
    await Promise.all([session.query("SELECT 1"), other.query("SELECT * FROM private")]);
    expect((await session.failure("SELECT * FROM private")).code).toBe("sql_error");
    const path = other.tables[0]?.parquet_path;
    expect((await session.failure(`SELECT * FROM '${path}'`)).code).toBe("sql_refused");
    await other.remove();
  });

  test("that are closed end their query and their child", async () => {
    const closing = await engineSession();
    const failure = closing.failure(ENDLESS);
    await sleep(500);
    closeEngineSession(closing.id);
    expect((await failure).code).toBe("conflict");
    await closing.remove();
  });

  test("are served by a bounded number of children, in turns", { timeout: 60_000 }, async () => {
    await withEngineSettings({ ENGINE_WORKERS: "2" }, async () => {
      const sessions = await Promise.all(Array.from({ length: 6 }, engineSession));
      const done: number[] = [];
      let most = 0;
      const watch = setInterval(() => {
        most = Math.max(most, children().length);
      }, 20);
      const [greedy, ...others] = sessions;
      const queries = Array.from({ length: 20 }, () =>
        greedy!.query("SELECT sum(range) FROM range(3000000)").then(() => done.push(0)),
      );
      await Promise.all([
        ...queries,
        ...others.map((one, at) => one.query("SELECT 1").then(() => done.push(at + 1))),
      ]);
      clearInterval(watch);
      expect(most).toBeLessThanOrEqual(2);
      expect(done).toHaveLength(25);
      // Everyone else was served before the one with twenty questions.
      expect(done.lastIndexOf(5)).toBeLessThan(done.lastIndexOf(0));
      expect(done.slice(-10)).toEqual(Array(10).fill(0));
      await Promise.all(sessions.map((one) => one.remove()));
    });
  });
});

describe("a pool", () => {
  const limits = { dataMb: 4096, cpuSeconds: 600, fileMb: 4 };
  const options = { root: "", name: "test", most: 2, idleMs: 200, limits };
  const sql = (text: string) => ({
    kind: "query" as const,
    tables: [],
    sql: text,
    set_up: { memory_mb: 256, temp_mb: 64, threads: 2 },
  });

  test("replaces idle children, keeps one spare, and leaves no folder when closed", async () => {
    const root = join(session.folder, "pool-idle");
    const pool = new EnginePool({ ...options, root });
    const run = (id: string) =>
      pool.lend(id, undefined, async (child) => {
        const job = sql("SELECT 1");
        await child.run(
          { ...job, set_up: { ...job.set_up, directory: child.directory } },
          { timeoutMs: 5000 },
        );
        return child.pid;
      });
    const first = await run("a");
    expect(await run("a")).toBe(first);
    const [own] = readdirSync(root);
    const others = () => readdirSync(root).filter((name) => name !== own);
    await expect.poll(() => readdirSync(root).includes(own ?? ""), { timeout: 3000 }).toBe(false);
    await expect.poll(() => others().length, { timeout: 3000 }).toBe(1);
    expect(await run("a")).not.toBe(first);
    await pool.close(new Error("closed"));
    expect(readdirSync(root)).toEqual([]);
  });

  test("gives work of no session to a child that has worked before, while the spare waits", async () => {
    const root = join(session.folder, "pool-warm");
    const pool = new EnginePool({ ...options, root, idleMs: 60_000 });
    const pidOf = () => pool.lend(null, undefined, async (child) => child.pid);
    const first = await pool.lend(null, undefined, async (child) => {
      await expect.poll(() => readdirSync(root).length, { timeout: 3000 }).toBe(2);
      return child.pid;
    });
    expect([await pidOf(), await pidOf(), await pidOf()]).toEqual([first, first, first]);
    await pool.close(new Error("closed"));
  });

  test("that closes waits for children that were told to end before", async () => {
    const root = join(session.folder, "pool-ending");
    const pool = new EnginePool({ ...options, root });
    await pool.lend("a", undefined, async (child) => {
      const job = sql("SELECT 1");
      await child.run({ ...job, set_up: { ...job.set_up, directory: child.directory } }, { timeoutMs: 5000 });
    });
    pool.closeSession("a", new Error("no longer needed"));
    await pool.close(new Error("closed"));
    expect(readdirSync(root)).toEqual([]);
  });

  test("keeps results and spill files small: a clear error and no litter", async () => {
    const root = join(session.folder, "pool-size");
    const pool = new EnginePool({ ...options, root });
    const run = (text: string) =>
      pool.lend("a", undefined, async (child) => {
        const job = sql(text);
        const set_up = { ...job.set_up, directory: child.directory };
        try {
          return await child.run({ ...job, set_up }, { timeoutMs: 20_000 });
        } finally {
          expect(existsSync(join(child.directory, "out.parquet"))).toBe(text === "SELECT 1");
        }
      });
    const large = run("SELECT uuid() AS id, range FROM range(3000000)");
    await expect(large).rejects.toMatchObject({
      code: "memory_limit",
      message: expect.stringMatching(/too large/),
    });
    await expect(large).rejects.toBeInstanceOf(AppError);
    await run("SELECT 1");
    await pool.close(new Error("closed"));
  });
});
