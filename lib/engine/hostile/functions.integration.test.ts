import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EngineSession, engineSession, withEngineSettings } from "#e2e/support/engine-session.ts";
import { AppError } from "#lib/core/errors.ts";
import { judge } from "#lib/engine/worker/guard/functions.ts";
import { judgeTable } from "#lib/engine/worker/guard/table-functions.ts";
import type { End } from "./attack.ts";
import { childTraces } from "./child-traces.ts";
import { callsOf, castsOf } from "./functions/calls.ts";
import { CATALOG_SQL, type CatalogFunction, catalogOf } from "./functions/catalog.ts";
import { refusedCallsOf } from "./functions/refused-calls.ts";
import { printReport } from "./report.ts";

const LANES = 2;
const BATCH = 20;
const SHORT = { QUERY_TIMEOUT_MS: "1000", ENGINE_MEMORY_MB: "256", ENGINE_WORKERS: "3" };
/** How a call of an allowed function may end. */
const BOUNDED: readonly End[] = ["answered", "sql_error", "timeout", "memory_limit", "engine_crashed"];
/** It can only fail. */
const NEVER_ANSWERS: readonly string[] = ["error"];

let sessions: EngineSession[];
let catalog: CatalogFunction[];
const report = new Map<string, string>();
const casts: string[] = [];

beforeAll(async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  catalog = catalogOf((await connection.runAndReadAll(CATALOG_SQL)).getRowsJson());
  connection.closeSync();
  instance.closeSync();
  sessions = await Promise.all(Array.from({ length: LANES }, engineSession));
  for (const session of sessions) await session.table("sales", "SELECT range AS id FROM range(100)");
});
afterAll(async () => {
  const lines = [...report].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  printReport(`DuckDB's ${lines.length} functions, one line each`, lines);
  printReport("casts, one line a type they start from", casts);
  await Promise.all(sessions.map((session) => session.remove()));
});

function verdictOf({ name, kind }: CatalogFunction) {
  return ["scalar", "aggregate", "macro"].includes(kind) ? judge(name) : judgeTable(name);
}

function tell({ name, kind }: CatalogFunction, what: string): void {
  report.set(`${name} ${kind}`, `${name.padEnd(32)} ${kind.padEnd(11)} ${what}`);
}

async function endOf(session: EngineSession, sql: string): Promise<{ code: End; message: string }> {
  try {
    await session.query(sql);
    return { code: "answered", message: "" };
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** Gives each function to the next free session, which still answers afterwards; after each batch nothing is left behind. */
async function each(
  functions: readonly CatalogFunction[],
  tried: (session: EngineSession, called: CatalogFunction) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (session: EngineSession) => {
    for (let at = next++; at < functions.length; at = next++) {
      const called = functions[at]!;
      await tried(session, called);
      expect.soft((await session.query("SELECT count(*) FROM sales")).rows, called.name).toEqual([[100]]);
      if (at % BATCH === BATCH - 1 || at === functions.length - 1) await nothingLeft(session, called.name);
    }
  };
  await Promise.all(sessions.map(lane));
}

async function nothingLeft(session: EngineSession, last: string): Promise<void> {
  expect.soft(childTraces(), `up to ${last}`).toEqual([]);
  const names = await readdir(session.folder);
  const litter = names.filter((name) => !/^(?:sales|result-[\w-]+)\.parquet$/.test(name));
  expect.soft(litter, `up to ${last}`).toEqual([]);
  await Promise.all(
    names.filter((name) => name.startsWith("result-")).map((name) => rm(join(session.folder, name))),
  );
}

/** Runs the calls of something allowed; answers how many ended how. */
async function boundedEnds(session: EngineSession, calls: readonly string[]): Promise<Map<End, number>> {
  const ends = new Map<End, number>();
  for (const sql of calls) {
    const { code, message } = await endOf(session, sql);
    expect.soft(BOUNDED, `${sql.slice(0, 300)} → ${code}: ${message}`).toContain(code);
    ends.set(code, (ends.get(code) ?? 0) + 1);
  }
  return ends;
}

function listed(ends: ReadonlyMap<End, number>): string {
  return [...ends].map(([code, count]) => `${count} ${code}`).join(", ");
}

describe("every function of this DuckDB", () => {
  test("that is refused says why, whichever way it is called", { timeout: 120_000 }, async () => {
    const refused = catalog.filter((called) => !verdictOf(called).allowed);
    expect(refused.length).toBeGreaterThan(200);
    await each(refused, async (session, called) => {
      const verdict = verdictOf(called);
      const reason = verdict.allowed ? undefined : verdict.reason;
      expect.soft(reason, `${called.kind} ${called.name}: nobody has decided about it`).toBeDefined();
      for (const sql of refusedCallsOf(called)) {
        const { code, message } = await endOf(session, sql);
        expect.soft(code, `${sql} → ${message}`).toBe("sql_refused");
      }
      tell(called, `refused: ${reason}`);
    });
  });

  test("that is allowed is answered, or stopped with an error, whatever its arguments", {
    timeout: 300_000,
  }, async () => {
    const allowed = catalog.filter((called) => verdictOf(called).allowed);
    expect(allowed.length).toBeGreaterThan(700);
    await withEngineSettings(SHORT, () =>
      each(allowed, async (session, called) => {
        const ends = await boundedEnds(session, callsOf(called));
        if (!NEVER_ANSWERS.includes(called.name)) {
          expect
            .soft(ends.get("answered"), `${called.name}: no call was answered, its arguments are unfit`)
            .toBeDefined();
        }
        tell(called, `allowed: ${listed(ends)}`);
      }),
    );
  });

  test("and casts to every type", { timeout: 120_000 }, async () => {
    const work = castsOf();
    const lane = async (session: EngineSession) => {
      for (let one = work.pop(); one !== undefined; one = work.pop()) {
        const ends = await boundedEnds(session, one.calls);
        expect.soft(ends.get("answered"), `casts from ${one.from}`).toBeGreaterThan(20);
        casts.push(`${one.from.padEnd(32)} to ${one.calls.length} types: ${listed(ends)}`);
      }
      await nothingLeft(session, "casts");
    };
    await withEngineSettings(SHORT, () => Promise.all(sessions.map(lane)));
    expect(casts.length).toBe(12);
  });
});
