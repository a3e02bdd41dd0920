import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parquetOf } from "#e2e/support/data.ts";
import { type ColumnProfile, tableProfile } from "#lib/datasets/schema.ts";
import { surveyParquet } from "#lib/datasets/survey-parquet.ts";
import { storage } from "#lib/storage/storage.ts";
import { profileParquet } from "./profile-parquet.ts";

async function profileOf(sql: string): Promise<Record<string, ColumnProfile>> {
  const path = await storage().temporaryPath();
  try {
    await writeFile(path, await parquetOf(sql));
    const { columns, row_count } = await surveyParquet(path);
    const profile = tableProfile.parse(await profileParquet({ path, columns, row_count }));
    expect(profile.row_count).toBe(row_count);
    return Object.fromEntries(profile.columns.map((column) => [column.name, column]));
  } finally {
    await storage().discard(path);
  }
}

test("numbers carry their ends, mean and at most 20 bins that hold every value", async () => {
  const { n, x } = await profileOf("SELECT range AS n, range / 4 AS x FROM range(1000)");
  expect(n).toMatchObject({ nulls: 0, distinct: 1000, min: 0, max: 999, mean: 499.5, top: null });
  expect(n!.histogram).toHaveLength(20);
  expect(n!.histogram![0]).toEqual({ start: 0, end: 50, count: 50 });
  expect(n!.histogram!.every((bin) => bin.count === 50)).toBe(true);
  expect(x!.histogram!.reduce((sum, bin) => sum + bin.count, 0)).toBe(1000);
  expect(x).toMatchObject({ min: 0, max: 249.75 });
});

test("NaN and the infinities stay out of ends, mean and bins; an all-null column is described", async () => {
  const { d, none } = await profileOf(
    "SELECT unnest(['NaN', 'Infinity', '-Infinity', '1', '3', NULL])::DOUBLE AS d, NULL::INTEGER AS none",
  );
  expect(d).toMatchObject({ nulls: 1, min: 1, max: 3, mean: 2 });
  expect(d!.histogram!.reduce((sum, bin) => sum + bin.count, 0)).toBe(2);
  expect(none).toMatchObject({ nulls: 6, distinct: 0, min: null, max: null, mean: null, histogram: [] });
});

test("dates and timestamps are binned on whole days and instants", async () => {
  const { day, at, zoned } = await profileOf(
    "SELECT DATE '2024-01-01' + range::INTEGER AS day, TIMESTAMP '2024-01-01' + to_hours(range) AS at, TIMESTAMPTZ '2024-01-01 00:00:00Z' + to_hours(range) AS zoned FROM range(60)",
  );
  expect(day).toMatchObject({ min: "2024-01-01", max: "2024-02-29", mean: null });
  expect(day!.histogram![0]).toEqual({ start: "2024-01-01", end: "2024-01-04", count: 3 });
  expect(at!.histogram![0]!.start).toBe("2024-01-01T00:00:00");
  expect(zoned!.histogram![0]!.start).toBe("2024-01-01T00:00:00Z");
});

test("everything else carries its ten most frequent values", async () => {
  const columns = await profileOf(
    `SELECT CASE WHEN range < 50 THEN 'a' ELSE 'v' || (range % 30) END AS word, range % 3 = 0 AS flag, [range % 2] AS list,
      {'k': range % 2} AS item, TIME '10:00' AS clock, INTERVAL 3 DAY AS span, 'x'::BLOB AS bytes, uuid() AS id,
      MAP {'a': range} AS pairs FROM range(100)`,
  );
  expect(columns.word!.top).toHaveLength(10);
  expect(columns.word!.top![0]).toEqual({ value: "a", count: 50 });
  expect(columns.flag!.top).toEqual([
    { value: false, count: 66 },
    { value: true, count: 34 },
  ]);
  expect(columns.list!.top).toEqual([
    { value: "[0]", count: 50 },
    { value: "[1]", count: 50 },
  ]);
  expect(columns.item).toMatchObject({ distinct: 2, histogram: null });
  expect(columns.clock!.top).toEqual([{ value: "10:00:00", count: 100 }]);
  expect(columns.id!.distinct).toBe(100);
});

test("a single value, huge numbers and DECIMALs have bins", async () => {
  const { one, big, price } = await profileOf(
    "SELECT 7 AS one, 9223372036854775807 - range AS big, (range * 1.1)::DECIMAL(18,2) AS price FROM range(3)",
  );
  expect(one!.histogram).toEqual([{ start: 7, end: 8, count: 3 }]);
  expect(big!.histogram!.reduce((sum, bin) => sum + bin.count, 0)).toBe(3);
  expect(big!.max).toBe("9223372036854775807");
  expect(price).toMatchObject({ min: 0, max: 2.2 });
});

test("a thousand columns are described", async () => {
  const list = Array.from({ length: 1000 }, (_, index) => `range + ${index} AS c${index}`).join(", ");
  const columns = await profileOf(`SELECT ${list} FROM range(50)`);
  expect(Object.keys(columns)).toHaveLength(1000);
  expect(columns.c999).toMatchObject({ min: 999, max: 1048, distinct: 50 });
});

test("a table without rows is described", async () => {
  const { n, word } = await profileOf("SELECT 1 AS n, 'x' AS word WHERE false");
  expect([n!.histogram, word!.top]).toEqual([[], []]);
});
