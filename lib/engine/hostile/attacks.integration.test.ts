import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EngineSession, engineSession, withEngineSettings } from "#e2e/support/engine-session.ts";
import { AppError } from "#lib/core/errors.ts";
import { closeEngine } from "#lib/engine/close-engine.ts";
import type { Attack, AttackClass, End, Ground } from "./attack.ts";
import { BOMB_CLASSES, REFUSED_CLASSES } from "./attacks/all.ts";
import { LOOK_ALIKES } from "./attacks/look-alikes.ts";
import { childTraces } from "./child-traces.ts";
import { printReport } from "./report.ts";

const LANES = 2;
const SHORT = { QUERY_TIMEOUT_MS: "2000", ENGINE_MEMORY_MB: "256", ENGINE_WORKERS: "3" };
const ROWS = 200_000;

let sessions: EngineSession[];
let other: EngineSession;
let server: Server;
let ground: Ground;
let calls = 0;
const report: string[] = [];

beforeAll(async () => {
  sessions = await Promise.all(Array.from({ length: LANES }, engineSession));
  for (const session of sessions) {
    await session.table("sales", `SELECT i AS id, random() AS x, 'n' || i AS s FROM range(${ROWS}) t(i)`);
  }
  other = await engineSession();
  const foreign = await other.table("payroll", "SELECT 42 AS salary");
  server = createServer((_, response) => {
    calls++;
    response.end("x\n1\n");
  });
  server.on("connection", () => calls++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const victim = join(other.folder, "victim.txt");
  await writeFile(victim, "untouched");
  const bait = await engineSession();
  const { port } = server.address() as AddressInfo;
  ground = {
    own: sessions[0]!.tables[0]!.parquet_path,
    foreign,
    victim,
    bait: bait.folder,
    url: `http://127.0.0.1:${port}`,
  };
});
afterAll(async () => {
  printReport("hostile SQL, one line a class", report);
  server.close();
  await Promise.all([...sessions, other].map((session) => session.remove()));
});

async function works(session: EngineSession): Promise<void> {
  expect((await session.query("SELECT count(*), max(id) FROM sales")).rows).toEqual([[ROWS, ROWS - 1]]);
}

async function endOf(session: EngineSession, sql: string): Promise<{ code: End; message: string }> {
  try {
    await session.query(sql);
    return { code: "answered", message: "" };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect.soft(error.message, sql.slice(0, 150)).toMatch(/\S/);
    return error;
  }
}

/** Runs a class, a good query after each attack; answers how many ended how. */
async function run(attackClass: AttackClass): Promise<Map<string, number>> {
  const attacks = attackClass
    .attacks(ground)
    .map((attack): Attack => (typeof attack === "string" ? { sql: attack, ends: attackClass.ends } : attack));
  const ends = new Map<string, number>();
  let next = 0;
  const lane = async (session: EngineSession) => {
    for (let attack = attacks[next++]; attack !== undefined; attack = attacks[next++]) {
      const { code, message } = await endOf(session, attack.sql);
      expect.soft(attack.ends, `${attack.sql.slice(0, 150)} → ${code}: ${message}`).toContain(code);
      const shown = secretsOf(session).filter((path) => message.includes(path) && !attack.sql.includes(path));
      expect.soft(shown, attack.sql.slice(0, 150)).toEqual([]);
      ends.set(code, (ends.get(code) ?? 0) + 1);
      await works(session);
    }
  };
  await Promise.all(sessions.map(lane));
  return ends;
}

async function nothingHappened(): Promise<void> {
  expect(await readFile(ground.victim, "utf8")).toBe("untouched");
  expect(await readdir(ground.bait)).toEqual([]);
  expect((await readdir(other.folder)).sort()).toEqual(["payroll.parquet", "victim.txt"]);
  expect(calls).toBe(0);
  expect(childTraces()).toEqual([]);
}

function told(name: string, attacks: number, found: string): void {
  report.push(`${name.padEnd(45)} ${String(attacks).padStart(3)} tried: ${found}`);
}

/** Paths that no message may show, but to someone who wrote them. */
function secretsOf(session: EngineSession): string[] {
  return [session.folder, other.folder, String(process.env.DATA_DIR)];
}

function listed(ends: ReadonlyMap<string, number>): string {
  return [...ends].map(([code, count]) => `${count} ${code}`).join(", ");
}

describe("what is not a plain question to the session's tables is refused, and nothing happens", () => {
  test.each(REFUSED_CLASSES.map((one) => [one.name, one] as const))(
    "%s",
    { timeout: 60_000 },
    async (name, one) => {
      const found = await run(one);
      await nothingHappened();
      told(name, one.attacks(ground).length, `${listed(found)}; no file, no call, next query fine`);
    },
  );
});

describe("a bomb ends in one clear error, and the next query works", () => {
  beforeAll(() => closeEngine());

  test.each(BOMB_CLASSES.map((one) => [one.name, one] as const))(
    "%s",
    { timeout: 180_000 },
    async (name, one) => {
      const before = await Promise.all(sessions.map((session) => session.results()));
      const found = await withEngineSettings(SHORT, () => run(one));
      await nothingHappened();
      const after = await Promise.all(sessions.map((session) => session.results()));
      const attacks = one.attacks(ground).length;
      expect(after.flat().length - before.flat().length, "results are those of the good queries").toBe(
        attacks + (found.get("answered") ?? 0),
      );
      told(name, attacks, `${listed(found)}; next query fine`);
    },
  );
});

describe("what only looks like an attack", () => {
  test("is answered", async () => {
    const [session] = sessions;
    for (const sql of LOOK_ALIKES) await expect.soft(session!.query(sql), sql).resolves.toBeDefined();
    told("look-alikes of attacks", LOOK_ALIKES.length, "all answered");
  });
});

describe("what a query can learn", () => {
  test("an error shows no path of the server", async () => {
    for (const sql of [
      "SELECT nosuch FROM sales",
      "SELECT error(s) FROM sales",
      "SELECT s::DATE FROM sales",
    ]) {
      expect((await sessions[0]!.failure(sql)).message).not.toMatch(/\/tmp|\.parquet|allowed_paths/);
    }
  });

  test("a function that nobody has allowed is not there, and the error says where", async () => {
    for (const name of ["dbgen", "http_get", "excel_text", "st_read"]) {
      const error = await sessions[0]!.failure(`SELECT ${name}(1)`);
      expect(error).toMatchObject({ code: "sql_error", position: 7 });
      expect(error.message).toContain(`There is no function "${name}"`);
    }
  });

  test("a refused table function says why", async () => {
    expect((await sessions[0]!.failure("FROM read_csv('x')")).message).toContain("it reads files");
  });

  test("constants beyond a double are no way around the guard, and no fault of the query", async () => {
    const { rows } = await sessions[0]!.query("SELECT 1e999 AS \"a:Infinity}\", 'NaN'");
    expect(rows).toEqual([["Infinity", "NaN"]]);
  });

  test("the catalog of its child has a name that tells nothing", async () => {
    const own = await sessions[0]!.query("SELECT current_database() AS d, current_schema() AS s");
    expect(own.rows).toEqual([["catalog", "main"]]);
  });
});
