import { expect, test } from "vitest";
import type { Json } from "#lib/core/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { resultForModel } from "./rows-for-model.ts";

const result = (rows: Json[][], row_count = rows.length): ResultView => ({
  id: "0199d1a2-0000-7000-8000-000000000001",
  sql: "SELECT 1",
  plan: null,
  columns: [{ name: "a", type: "VARCHAR" }],
  rows,
  row_count,
  truncated: false,
  duration_ms: 1,
  digest: "d",
  engine: "duckdb",
  datasets: [],
  created_at: "2026-11-20T00:00:00.000Z",
});

test("a small result is told whole, with its handle", () => {
  const told = resultForModel(result([["x"], [null]]));
  expect(told).toEqual({
    result_id: "0199d1a2-0000-7000-8000-000000000001",
    columns: [{ name: "a", type: "VARCHAR" }],
    row_count: 2,
    rows: [["x"], [null]],
  });
});

test("a long result is told by its first twenty rows, and says so", () => {
  const told = resultForModel(
    result(
      Array.from({ length: 200 }, (_, i) => [i]),
      5000,
    ),
  );
  expect(told.rows).toHaveLength(20);
  expect(told.note).toMatch(/first 20 of 5000 rows/);
});

test("wide rows and long cells stay within 4 kB", () => {
  const row = Array.from({ length: 10 }, () => "é".repeat(500));
  const told = resultForModel(result(Array.from({ length: 20 }, () => row)));
  expect(Buffer.byteLength(JSON.stringify(told.rows))).toBeLessThanOrEqual(4096);
  expect((told.rows as Json[][]).length).toBeGreaterThan(0);
  expect(JSON.stringify(told.rows)).toContain("… (500 characters)");
});

test("rows that are too wide to tell are not told in part", () => {
  const told = resultForModel(result([Array.from({ length: 900 }, (_, i) => `value ${i}`)]));
  expect(told.rows).toEqual([]);
  expect(told.note).toMatch(/too wide/);
});
