import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EngineSession, engineSession, writeParquet } from "#e2e/support/engine-session.ts";
import { checkSql } from "./check-sql.ts";
import { closeEngineSession } from "./close-engine-session.ts";
import { readRows } from "./read-rows.ts";
import { keepRows } from "./run-query.ts";

let session: EngineSession;
beforeAll(async () => {
  session = await engineSession();
  await session.table("sales", "SELECT i AS id, i % 3 AS region, i * 0.5 AS amount FROM range(1000) t(i)");
  await session.table("odd name", "SELECT 1 AS \"a b\", 'x' AS select_");
});
afterAll(() => session.remove());

describe("a query", () => {
  test("gives rows in its order, the count, the tables it read, and the whole Result on disk", async () => {
    const outcome = await session.query(
      "SELECT region, count(*) AS n, sum(amount) AS total FROM sales GROUP BY region ORDER BY total DESC; -- done",
    );
    expect(outcome.columns.map((column) => column.name)).toEqual(["region", "n", "total"]);
    expect(outcome.rows).toEqual([
      [0, 334, 83416.5],
      [2, 333, 83250],
      [1, 333, 83083.5],
    ]);
    expect(outcome).toMatchObject({
      row_count: 3,
      truncated: false,
      tables: ["sales"],
      engine: "duckdb 1.5.6",
    });
    expect(outcome.byte_size).toBeGreaterThan(100);
    expect(existsSync(outcome.path)).toBe(true);
  });

  test("shows 10,000 rows of a larger Result and keeps all of it", async () => {
    const outcome = await session.query("SELECT i FROM range(25000) t(i)");
    expect(outcome).toMatchObject({ row_count: 25_000, truncated: true });
    expect(outcome.rows).toHaveLength(10_000);
    const { path, columns } = outcome;
    expect(await readRows({ parquet_path: path, columns, offset: 24_998, limit: 10 })).toEqual([
      [24_998],
      [24_999],
    ]);
  });

  test("shows no more than 8 MiB, however few rows that is", async () => {
    const outcome = await session.query("SELECT i, repeat('x', 1000000) AS text FROM range(20) t(i)");
    expect(outcome).toMatchObject({ row_count: 20, truncated: true });
    expect(outcome.rows).toHaveLength(8);
  });

  test("with names twice, without names and without rows has a Result", async () => {
    const twice = await session.query("SELECT 1 AS a, 2 AS a, 3 AS A, [1] ");
    expect(twice.columns.map((column) => column.name).slice(0, 3)).toEqual(["a", "a_1", "A_2"]);
    expect(twice.rows).toEqual([[1, 2, 3, [1]]]);
    const empty = await session.query("SELECT * FROM sales WHERE false");
    expect(empty).toMatchObject({ row_count: 0, rows: [], truncated: false });
    expect(empty.columns).toHaveLength(3);
    const { path, columns } = empty;
    expect(await readRows({ parquet_path: path, columns, offset: 0, limit: 10 })).toEqual([]);
  });

  test.each([
    ["FROM sales LIMIT 1", 1],
    ["VALUES (1), (2)", 2],
    ["TABLE sales", 1000],
    ["DESCRIBE sales", 3],
    ["SUMMARIZE SELECT id FROM sales", 1],
    ["SHOW TABLES", 2],
    ["(SELECT 1) UNION ALL (SELECT 2)", 2],
    ["WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT * FROM r", 5],
    ["WITH sales AS (SELECT 1) SELECT * FROM sales", 1],
    ["PIVOT (SELECT region, amount FROM sales) ON region IN (0, 1) USING sum(amount)", 1],
    ['SELECT "a b" FROM "odd name" UNION ALL SELECT 2', 2],
    ["SELECT * FROM main.sales USING SAMPLE 10 ROWS", 10],
    ["SELECT x FROM unnest([1, 2, 3]) t(x) /* trailing */ ;;", 3],
    ["SELECT [y * 2 FOR y IN range(3)] AS doubled, list_transform([1], lambda q: q + 1)", 1],
  ])("may be %s", async (sql, rows) => {
    expect((await session.query(sql)).row_count).toBe(rows);
  });

  test("sees a table that was added to the session, at once", async () => {
    const own = await engineSession();
    expect((await own.failure("SELECT * FROM later")).code).toBe("sql_error");
    await own.table("later", "SELECT 7 AS n");
    expect((await own.query("SELECT n FROM later")).rows).toEqual([[7]]);
    await own.remove();
  });
});

describe("a wrong query is told in DuckDB's words, with the place and the nearest names", () => {
  test.each([
    ["SELECT amonut FROM sales", /amonut.*"amount"/s, 7],
    ["SELECT 'é', nosuch FROM sales", /nosuch/, 12],
    ["SELECT * FROM sale", /no table "sale"\. Did you mean "sales"/, 14],
    ["SELECT summ(amount) FROM sales", /summ.*Did you mean "sum"/s, 7],
    ["SELECT id FROM sales WHERE", /Syntax: .*end of input/, 26],
    ["SELEC 1", /Syntax: .*SELEC/, 0],
    ["SELECT 'x'::INTEGER", /Could not convert/, 10],
    ["SELECT $1", /no parameters/, undefined],
  ])("%s", async (sql, message, position) => {
    const error = await session.failure(sql);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain(session.folder);
    expect(error.position).toBe(position);
    expect(error.code).toBe(sql.includes("$1") ? "sql_refused" : "sql_error");
  });
});

describe("the digest", () => {
  test.each([3, 25_000])(
    "is the published formula's over %i rows, whether or not all are shown",
    async (rows) => {
      const { digest, columns } = await session.query(
        `SELECT i AS n, 'row ' || i AS t, CASE WHEN i % 3 = 1 THEN 'ö' END AS m FROM range(${rows}) r(i)`,
      );
      const sums = [0n, 0n];
      for (let i = 0; i < rows; i++) {
        const texts = [`${i}`, `row ${i}`, i % 3 === 1 ? "ö" : null];
        const cells = texts
          .map((text) => (text === null ? ":" : `${Buffer.byteLength(text)}:${text}`))
          .join("");
        // DuckDB's `md5_number` takes the 16 bytes as a little-endian number.
        const hash = createHash("md5").update(cells).digest().reverse().toString("hex");
        [hash.slice(0, 16), hash.slice(16)].forEach((half, at) => {
          sums[at] = (sums[at] ?? 0n) + BigInt(`0x${half}`);
        });
      }
      const header = JSON.stringify(columns.map(({ name, type }) => [name, type]));
      const text = ["veritable-digest-1", header, rows, ...sums].join("\n");
      expect(digest).toBe(createHash("sha256").update(text).digest("hex"));
    },
  );

  test("is the same for the same rows in any order and for sums that differ in their last digits", async () => {
    const [up, down] = await Promise.all([
      session.query("SELECT id, amount / 3 AS x FROM sales ORDER BY id"),
      session.query("SELECT id, amount / 3 * (1 + 1e-13) AS x FROM sales ORDER BY id DESC"),
    ]);
    expect(up.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(down.digest).toBe(up.digest);
    const nested = await session.query("SELECT [{'x': 1.0 / 3}] AS v, MAP {'k': 2e0 / 3} AS m");
    const near = await session.query("SELECT [{'x': 1.0 / 3 + 1e-14}] AS v, MAP {'k': 2e0 / 3 - 1e-14} AS m");
    expect(near.digest).toBe(nested.digest);
  });

  test.each([
    ["SELECT 1 AS a", "SELECT 2 AS a"],
    ["SELECT 1 AS a", "SELECT 1 AS b"],
    ["SELECT 1 AS a", "SELECT 1::BIGINT AS a"],
    ["SELECT 1 AS a", "SELECT 1 AS a UNION ALL SELECT 1"],
    ["SELECT 'a' AS x, 'bc' AS y", "SELECT 'ab' AS x, 'c' AS y"],
    ["SELECT NULL::VARCHAR AS a", "SELECT '~' AS a"],
    ["SELECT NULL::VARCHAR AS a", "SELECT '' AS a"],
    ["SELECT 1e0 AS a", "SELECT 1.00000001e0 AS a"],
    ["SELECT ['a, b'] AS a", "SELECT ['a', 'b'] AS a"],
  ])("tells %s from %s", async (left, right) => {
    expect((await session.query(left)).digest).not.toBe((await session.query(right)).digest);
  });
});

test("rows of our own are kept as those of a query are, also more than a query's text may hold", async () => {
  const columns = [
    { name: 'a"b', type: "VARCHAR" },
    { name: "n", type: "BIGINT" },
    { name: "x", type: "DOUBLE" },
    { name: "d", type: "DATE" },
    { name: "o", type: "TIME" },
  ];
  const rows = Array.from({ length: 9_000 }, (_, at) => [
    `it's "${at}"\n`,
    at,
    at / 7,
    "2024-02-29",
    at % 2 ? null : "10:00:00",
  ]);
  const output_path = join(session.folder, "kept.parquet");
  const { id: session_id, tables } = session;
  const kept = await keepRows({ session_id, tables, columns, rows, output_path });
  expect(kept).toMatchObject({ columns, row_count: 9_000, truncated: false, tables: [] });
  expect(kept.rows.slice(0, 2)).toEqual([
    [`it's "0"\n`, 0, 0, "2024-02-29", "10:00:00"],
    [`it's "1"\n`, 1, 1 / 7, "2024-02-29", null],
  ]);
  const asked = await session.query(
    `SELECT 'it''s "' || i || '"' || chr(10) AS "a""b", i AS n, i / 7 AS x, DATE '2024-02-29' AS d,
      CASE WHEN i % 2 = 0 THEN TIME '10:00:00' END AS o FROM range(9000) r(i)`,
  );
  expect(kept.digest).toBe(asked.digest);
});

describe("a WITH name hides a table only where it is defined", () => {
  test.each([
    ["WITH sales AS (SELECT 1 AS one) FROM sales", []],
    ["WITH other AS (FROM sales), sales AS (SELECT 1 AS one) SELECT count(*) FROM other", ["sales"]],
    ["WITH RECURSIVE sales(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM sales WHERE n < 3) FROM sales", []],
    ["SELECT (WITH sales AS (SELECT 1 AS n) SELECT n FROM sales), count(*) FROM sales", ["sales"]],
  ])("%s", async (sql, tables) => expect((await session.query(sql)).tables).toEqual(tables));
});

test("a table whose file is gone or broken is one clear error, and the others can be queried", async () => {
  const other = await engineSession();
  const [gone, broken] = [
    await other.table("gone", "SELECT 1 AS a"),
    await other.table("broken", "SELECT 2 AS a"),
  ];
  await other.table("kept", "SELECT 3 AS a");
  expect((await other.query("FROM gone")).rows).toEqual([[1]]);
  await rm(gone);
  await writeFile(broken, "no Parquet");
  closeEngineSession(other.id);
  for (const name of ["gone", "broken"]) {
    const error = await other.failure(`SELECT * FROM kept, ${name}`);
    expect(error).toMatchObject({ code: "sql_error" });
    expect(error.message).toContain(`"${name}" cannot be read`);
    expect((await other.query("FROM kept")).rows).toEqual([[3]]);
  }
  await writeParquet(gone, "SELECT 4 AS a");
  expect((await other.query("FROM gone")).rows).toEqual([[4]]);
  await rm(gone);
  expect((await other.failure("FROM gone")).message).toContain('"gone" cannot be read');
  await other.remove();
});

test("a window of rows that would fill the server's memory is a clear error", async () => {
  const { path, columns } = await session.query("SELECT repeat('x', 100000) AS x FROM range(1000)");
  const window = (limit: number) => readRows({ parquet_path: path, columns, offset: 0, limit });
  expect(await window(10)).toHaveLength(10);
  await expect(window(1000)).rejects.toMatchObject({
    code: "memory_limit",
    message: expect.stringContaining("32 MiB"),
  });
});

test("checkSql says what a statement reads, or why it may not run, without running it", async () => {
  expect(await checkSql("SELECT * FROM Sales, other", ["sales", "other"])).toEqual(["other", "sales"]);
  await expect(checkSql("DROP TABLE sales", ["sales"])).rejects.toMatchObject({ code: "sql_refused" });
});
