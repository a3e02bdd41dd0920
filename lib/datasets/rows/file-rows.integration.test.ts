import { beforeAll, expect, test } from "vitest";
import { emptySession, loadFile, parquetOf, temporaryFiles } from "#e2e/support/data.ts";
import { newPerson } from "#e2e/support/person.ts";
import type { Context } from "#lib/core/context.ts";
import type { Json } from "#lib/core/schema.ts";
import { deleteFile } from "#lib/datasets/delete-file.ts";
import { getFileRows } from "#lib/datasets/get-file-rows.ts";
import type { DataFile, RowFilter } from "#lib/datasets/schema.ts";
import { fileRowsQuery } from "./rows-query.ts";

let ctx: Context;
let file: DataFile;
beforeAll(async () => {
  const place = await emptySession();
  ctx = place.ctx;
  file = await loadFile(place, "things.parquet", await parquetOf(THINGS));
});

/** Ids 0 to 9; most columns are null at id 9. */
const THINGS = `SELECT range AS id, CASE WHEN range < 9 THEN range % 3 END AS part,
  CASE WHEN range < 9 THEN ['Oslo', 'Bergen', 'O''Hare "x"'][1 + range % 3] END AS city,
  CASE WHEN range < 9 THEN CASE range WHEN 0 THEN 'NaN'::DOUBLE WHEN 1 THEN 'Infinity'::DOUBLE ELSE range / 4 END END AS x,
  CASE WHEN range < 9 THEN TIMESTAMP '2024-02-28' + to_hours(range * 6) END AS at,
  CASE WHEN range < 9 THEN TIMESTAMPTZ '2024-02-28 00:00:00Z' + to_hours(range * 6) END AS zoned,
  CASE WHEN range < 9 THEN DATE '2024-02-27' + range::INTEGER END AS day, CASE WHEN range < 9 THEN range < 2 END AS flag,
  (range * 1.1)::DECIMAL(18,2) AS price, 9007199254740993 + range AS big, [range, 1] AS list, {'k': range} AS item,
  'ab'::BLOB AS bytes, range AS "a:b ""c"" 'd'" FROM range(10)`;

interface Asked {
  sort?: string;
  filters?: unknown;
  offset?: number;
  limit?: number;
}

async function rowsOf({ filters, ...rest }: Asked, of = file) {
  const query = { ...rest, ...(filters !== undefined && { filters: JSON.stringify(filters) }) };
  return getFileRows({ ctx, input: { file_id: of.id, ...fileRowsQuery.parse(query) } });
}

async function idsOf(asked: Asked): Promise<Json[]> {
  return (await rowsOf(asked)).rows.map(([id]) => id ?? null);
}

const where = (column: string, operator: string, value?: unknown) =>
  idsOf({ filters: [{ column, operator, value }] });

test("a sort keeps the file's order among equals and puts missing values last, both ways", async () => {
  expect(await idsOf({ sort: "part:asc" })).toEqual([0, 3, 6, 1, 4, 7, 2, 5, 8, 9]);
  expect(await idsOf({ sort: "part:desc" })).toEqual([2, 5, 8, 1, 4, 7, 0, 3, 6, 9]);
  expect(await idsOf({ sort: "part:asc", offset: 4, limit: 3 })).toEqual([4, 7, 2]);
});

test("every type sorts", async () => {
  for (const { name } of file.columns) {
    const ids = await idsOf({ sort: `${name}:desc` });
    expect([name, new Set(ids).size]).toEqual([name, 10]);
  }
  expect((await idsOf({ sort: `a:b "c" 'd':desc` }))[0]).toBe(9);
});

test("a filtered window tells how many rows match, and values come out by the contract", async () => {
  const filters = [{ column: "part", operator: "==", value: 1 }];
  const page = await rowsOf({ filters, sort: "id:desc", limit: 1 });
  expect(page.row_count).toBe(3);
  expect(page.columns.map(({ name }) => name)).toEqual(file.columns.map(({ name }) => name));
  const [row] = page.rows;
  expect(row!.slice(0, 10)).toEqual([
    7,
    1,
    "Bergen",
    1.75,
    "2024-02-29T18:00:00",
    "2024-02-29T18:00:00Z",
    "2024-03-05",
    false,
    7.7,
    "9007199254741000",
  ]);
});

test.each<[string, string, unknown, number[]]>([
  ["city", "==", 'O\'Hare "x"', [2, 5, 8]],
  ["city", "contains", "o'h", [2, 5, 8]],
  ["city", "starts_with", "os", [0, 3, 6]],
  ["city", "ends_with", "GEN", [1, 4, 7]],
  ["city", "contains", "%", []],
  ["city", "!=", "Oslo", [1, 2, 4, 5, 7, 8]],
  ["city", "not_in", ["Oslo", "Bergen"], [2, 5, 8]],
  ["city", "is_null", undefined, [9]],
  ["city", "not_null", undefined, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ["part", ">", 1.5, [2, 5, 8]],
  ["part", "in", [0, "2"], [0, 2, 3, 5, 6, 8]],
  ["x", "between", [0.5, 1], [2, 3, 4]],
  ["x", "==", "NaN", [0]],
  ["x", "==", "Infinity", [1]],
  ["at", "==", "2024-02-29", [4, 5, 6, 7]],
  ["at", ">=", "2024-02-29T18:00", [7, 8]],
  ["at", "<=", "2024-02-28", [0, 1, 2, 3]],
  ["zoned", "==", "2024-02-29T00:00:00Z", [4]],
  ["zoned", "==", "2024-03-01", [8]],
  ["day", "<", "2024-02-29", [0, 1]],
  ["day", ">", "2024-03-05T00:00", [8]],
  ["flag", "==", true, [0, 1]],
  ["flag", "==", "false", [2, 3, 4, 5, 6, 7, 8]],
  ["price", "==", 1.1, [1]],
  ["big", "==", "9007199254740995", [2]],
  ["list", "contains", "[3,", [3]],
  ["item", "is_null", undefined, []],
  [`a:b "c" 'd'`, "<", 2, [0, 1]],
])("%s %s %j", async (column, operator, value, ids) => {
  expect(await where(column, operator, value)).toEqual(ids);
});

test.each<[string, Asked]>([
  ["sort", { sort: "nothing:asc" }],
  ["filters.0.column", { filters: [{ column: "nothing", operator: "==", value: 1 }] }],
  [
    "filters.1.value",
    {
      filters: [
        { column: "id", operator: ">", value: 1 },
        { column: "day", operator: "==", value: "soon" },
      ],
    },
  ],
])("a fault is told with its path: %s", async (path, asked) => {
  await expect(rowsOf(asked)).rejects.toMatchObject({ code: "invalid", errors: [{ path }] });
});

test.each(["amount", "a:up", ":asc", ""])("%j is no sort", (sort) => {
  expect(fileRowsQuery.safeParse({ sort }).success).toBe(false);
});

test.each(["", "{}", "[1]", '[{"column":"a","operator":"=~"}]', "[".repeat(10_000)])(
  "text %# is no list of filters",
  (filters) => {
    expect(fileRowsQuery.safeParse({ filters }).success).toBe(false);
  },
);

test("rows beyond the end, and none that match", async () => {
  expect(await rowsOf({ sort: "id:asc", offset: 100 })).toMatchObject({ rows: [], row_count: 10 });
  const filters: RowFilter[] = [{ column: "id", operator: ">", value: 99 }];
  expect(await rowsOf({ filters })).toMatchObject({ rows: [], row_count: 0 });
});

test("a table with a column named like the engine's row number is sorted too", async () => {
  const place = await emptySession(ctx);
  const own = await loadFile(place, "own.csv", "file_row_number,b\n5,x\n4,y\n6,x\n");
  const { rows } = await rowsOf({ sort: "b:asc" }, own);
  expect(rows.map(([, b]) => b)).toEqual(["x", "x", "y"]);
});

test("windows of one sort share one file, which goes with its table", async () => {
  const place = await emptySession(ctx);
  const own = await loadFile(place, "own.csv", "a\n2\n1\n3\n");
  const before = new Set(await temporaryFiles());
  const made = async () => (await temporaryFiles()).filter((name) => !before.has(name));
  await Promise.all([0, 1, 2].map((offset) => rowsOf({ sort: "a:asc", offset, limit: 1 }, own)));
  expect(await made()).toHaveLength(1);
  await deleteFile({ ctx, input: { file_id: own.id } });
  await expect.poll(made).toEqual([]);
});

test("another person's rows are missing, sorted or not", async () => {
  const other = await newPerson();
  const input = { file_id: file.id, ...fileRowsQuery.parse({ sort: "id:asc" }) };
  await expect(getFileRows({ ctx: other, input })).rejects.toMatchObject({ code: "not_found" });
});
