import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { type PlanSession, planSession, type Row, selectOf } from "#e2e/support/plan-session.ts";
import { HOSTILE, invalidPlan, validPlan } from "#e2e/support/random-plans.ts";
import { AppError, STATUS_OF } from "#lib/core/errors.ts";
import { listTables } from "#lib/datasets/list-tables.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import { keepRows, runQuery } from "#lib/engine/run-query.ts";
import type { QueryOutcome } from "#lib/engine/schema.ts";
import { storage } from "#lib/storage/storage.ts";
import { arranged } from "./finish-rows.ts";
import { resolvePlan } from "./resolve-plan.ts";

/** `FUZZ_RUNS=5000` looks longer than every day's run does. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 250);
const TYPES = Object.fromEntries([
  ...HOSTILE.text.map((name) => [name, "VARCHAR"]),
  ...HOSTILE.number.map((name, i) => [name, ["DOUBLE", "BIGINT", "DECIMAL(9,2)"][i]]),
  ...HOSTILE.time.map((name, i) => [name, ["DATE", "TIMESTAMP"][i]]),
  ...HOSTILE.flag.map((name) => [name, "BOOLEAN"]),
]) as Record<string, string>;

/** Ties, missing values, NaN and infinities, quotes and empty text. */
const ROWS: Row[] = Array.from({ length: 80 }, (_, i) => {
  const cell = (name: string, at: number): Row[string] => {
    if ((i + at) % 9 === 8) return null;
    const type = TYPES[name];
    if (type === "VARCHAR") return ["'", '"', "", "a", "🙂", "null"][(i * (at + 1)) % 6] ?? null;
    if (type === "DATE") return `2024-0${1 + (i % 6)}-1${i % 10}`;
    if (type === "TIMESTAMP") return `202${i % 4}-02-1${i % 10} 12:00:00`;
    if (type === "BOOLEAN") return i % 2 === 0;
    if (type === "DOUBLE" && i % 40 === 7) return ["NaN", "Infinity", "-Infinity"][at % 3] ?? null;
    return ((i * 31) % 17) - 5;
  };
  return Object.fromEntries(Object.keys(TYPES).map((name, at) => [name, cell(name, at)]));
});

let session: PlanSession;
let tables: TableInfo[];
beforeAll(async () => {
  session = await planSession();
  await session.tableOf("t", selectOf(TYPES, ROWS));
  tables = await listTables({ ctx: session.ctx, input: { session_id: session.session_id } });
});

it("random valid plans run, or the data refuses them with a reason", { timeout: 1_000_000 }, async () => {
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(validPlan, async (plan) => {
      const { errors, resolved } = await resolvePlan({ plan, tables });
      expect(
        errors.filter(({ path }) => !/chart_type|columns|x_axis|y_axis|target_column/.test(path)),
      ).toEqual([]);
      if (resolved === null) return;
      const output_path = await storage().temporaryPath();
      const on = tables.map(({ table, parquet_path }) => ({ name: table, parquet_path }));
      const request = { session_id: session.session_id, tables: on, output_path };
      const kept = (outcome: Promise<QueryOutcome>) => outcome.finally(() => storage().discard(output_path));
      try {
        const { bound, source, groups } = resolved;
        const first = await kept(runQuery({ ...request, sql: resolved.sql }));
        const finished = await bound.finish?.(first, { source, groups });
        const made = finished && { columns: finished.columns, rows: arranged(finished, bound.plan) };
        const last = made ? await kept(keepRows({ ...request, ...made })) : first;
        const names = last.columns.map(({ name }) => name);
        expect(names).toEqual([...groups.map(({ name }) => name), ...bound.outputs(source)]);
        expect(bound.say(last, { source, groups })).toMatch(/\S/);
        ran += 1;
      } catch (error) {
        if (!(error instanceof AppError) || STATUS_OF[error.code] !== 422 || error.code === "sql_error")
          throw error;
      }
    }),
    { numRuns: RUNS, ...(process.env.FUZZ_SEED && { seed: Number(process.env.FUZZ_SEED) }) },
  );
  expect(ran).toBeGreaterThan(RUNS / 2);
});

it("random invalid plans are refused with a path", { timeout: 1_000_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(invalidPlan, async (plan) => {
      const { errors, resolved } = await resolvePlan({ plan, tables });
      expect(resolved).toBeNull();
      expect(errors.length).toBeGreaterThan(0);
      for (const { path, message } of errors)
        expect([path, message]).toEqual([
          expect.stringMatching(/^\w+(\.\w+)*$/),
          expect.stringMatching(/\S \S/),
        ]);
    }),
    { numRuns: RUNS },
  );
});

it("what is no plan is refused", { timeout: 1_000_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const { resolved, errors } = await resolvePlan({ plan: value as never, tables });
      expect([resolved, errors.length > 0]).toEqual([null, true]);
    }),
    { numRuns: RUNS * 4 },
  );
});
