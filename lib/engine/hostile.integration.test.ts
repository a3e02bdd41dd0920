import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type EngineSession,
  engineSession,
  withEngineSettings,
  writeParquet,
} from "#e2e/support/engine-session.ts";
import { closeEngine } from "./close-engine.ts";

let session: EngineSession;
let foreign: string;
let victim: string;
beforeAll(async () => {
  session = await engineSession();
  await session.table("sales", "SELECT i AS id, random() AS x, 'n' || i AS s FROM range(200000) t(i)");
  foreign = join(session.folder, "foreign.parquet");
  victim = join(session.folder, "victim.txt");
  await writeParquet(foreign, "SELECT 42 AS secret");
  await writeFile(victim, "untouched");
});
afterAll(async () => {
  await session.remove();
  await closeEngine();
});

async function works(): Promise<void> {
  expect((await session.query("SELECT count(*) FROM sales")).rows).toEqual([[200_000]]);
}

describe("what is not a plain question to the session's tables is refused", () => {
  const refused = (): string[] => [
    "SELECT * FROM read_csv('/etc/passwd', header = false)",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM '/etc/passwd'",
    "DESCRIBE '/etc/passwd.csv'",
    `SELECT * FROM '${foreign}'`,
    `SELECT * FROM read_parquet('${foreign}')`,
    `SELECT * FROM parquet_metadata('${session.tables[0]?.parquet_path}')`,
    "SELECT * FROM read_json('https://example.com/x.json')",
    `COPY (SELECT 1) TO '${victim}'`,
    `COPY sales TO '${session.tables[0]?.parquet_path}'`,
    `ATTACH '${victim}' AS other`,
    "PRAGMA database_list",
    "PRAGMA enable_profiling",
    "SET memory_limit = '100GB'",
    "RESET allowed_paths",
    "INSTALL httpfs",
    "LOAD httpfs",
    "CALL enable_logging('QueryLog')",
    `SELECT * FROM enable_logging(storage = 'file', storage_config = {'path': '${victim}'})`,
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_views",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM pg_catalog.pg_class",
    "SELECT * FROM sqlite_master",
    "WITH duckdb_views AS (SELECT * FROM duckdb_views) SELECT * FROM duckdb_views",
    "SELECT (WITH pg_class AS (SELECT 1) SELECT 1), * FROM pg_class",
    "SHOW ALL TABLES",
    "SHOW DATABASES",
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('duckdb_settings')",
    "SELECT * FROM json_execute_serialized_sql('{}')",
    "SELECT getenv('PATH')",
    "SELECT current_setting('allowed_paths')",
    "SELECT 1 FROM sales WHERE (SELECT getenv('PATH')) IS NULL",
    "SELECT list_transform([1], lambda q: getenv('PATH'))",
    "SELECT sleep_ms(10000)",
    "SELECT write_log('x')",
    "SELECT format_type(25, -1)",
    "SELECT finalize(sum(x) EXPORT_STATE) FROM sales",
    "SELECT sum(x) EXPORT_STATE FROM sales",
    "SELECT variant_bytes_to_variant('\\xff\\xff'::BLOB)",
    "SELECT system.main.current_setting('allowed_paths')",
    "SELECT * REPLACE (current_setting('allowed_paths') AS s) FROM sales",
    "SELECT COLUMNS(lambda c: c = current_setting('allowed_paths')) FROM sales",
    "SELECT * FROM sales LIMIT (SELECT length(current_setting('allowed_paths')))",
    "SELECT sum(x) OVER (ORDER BY id ROWS BETWEEN length(current_query()) PRECEDING AND CURRENT ROW) FROM sales",
    "SELECT sum(x) OVER w FROM sales WINDOW w AS (ORDER BY current_query())",
    "SELECT string_agg(s ORDER BY current_query()) FILTER (WHERE true) FROM sales",
    "SELECT * FROM sales AT (TIMESTAMP => current_setting('x'))",
    "VALUES (current_setting('allowed_paths'))",
    "SELECT DISTINCT ON (current_query()) * FROM sales",
    "SELECT 1 GROUP BY GROUPING SETS ((current_query()))",
    "SELECT * FROM sales PIVOT (max(current_query()) FOR id IN (1, 2))",
    "SELECT * FROM range((SELECT length(current_query())))",
    "WITH RECURSIVE a(n) USING KEY (n) AS (SELECT 1 UNION SELECT length(current_query()) FROM a) FROM a",
    "SELECT * FROM memory.main.sales",
    "SELECT * FROM system.information_schema.tables",
    "FROM (SHOW ALL TABLES)",
    "FROM summary(sales)",
    "FROM histogram_values('sales', 'x')",
    "FROM arrow_scan_dumb(1::POINTER, 1, 1)",
    "FROM sql_auto_complete('SEL')",
    "SELECT 1; SELECT 2",
    "SELECT 1); COPY (SELECT 1",
    "INSERT INTO sales VALUES (1, 2, 'x')",
    "UPDATE sales SET id = 1",
    "DELETE FROM sales",
    "DROP VIEW sales",
    "CREATE TABLE t AS SELECT 1",
    "CREATE MACRO m() AS 1",
    "EXPLAIN ANALYZE SELECT 1",
    "EXECUTE x",
    "CHECKPOINT",
    "EXPORT DATABASE '/tmp/x'",
    "BEGIN TRANSACTION",
    "",
    "-- nothing",
  ];

  test("each by itself, with a sentence, and nothing happens", async () => {
    for (const sql of refused()) {
      const error = await session.failure(sql);
      const expected = sql.includes("1); COPY") ? "sql_error" : "sql_refused";
      expect(error.code, `${sql} → ${error.message}`).toBe(expected);
      expect(error.message).toMatch(/[.!]$/);
    }
    expect(await readFile(victim, "utf8")).toBe("untouched");
    expect(existsSync("/tmp/x")).toBe(false);
    await works();
  });

  test("an error shows no path of the server", async () => {
    for (const sql of [
      "SELECT nosuch FROM sales",
      "SELECT error(s) FROM sales",
      "SELECT id::DATE FROM sales",
    ]) {
      expect((await session.failure(sql)).message).not.toMatch(/\/tmp|\.parquet|allowed_paths/);
    }
  });

  test("a function that nobody has allowed is not there, also when a later engine or an extension has it", async () => {
    for (const name of ["dbgen", "http_get", "excel_text", "st_read"]) {
      const error = await session.failure(`SELECT ${name}(1)`);
      expect(error).toMatchObject({ code: "sql_error", position: 7 });
      expect(error.message).toContain(`There is no function "${name}"`);
    }
  });

  test("constants beyond a double are no way around the guard, and no fault of the query", async () => {
    expect((await session.query("SELECT 1e999 AS \"a:Infinity}\", 'NaN'")).rows).toEqual([
      ["Infinity", "NaN"],
    ]);
    expect((await session.failure("SELECT 1e999, current_query()")).code).toBe("sql_refused");
  });

  test("the child has no environment to show and its folder only", async () => {
    const own = await session.query("SELECT current_database() AS d, current_schema() AS s");
    expect(own.rows).toEqual([["catalog", "main"]]);
  });
});

describe("a bomb ends in one clear error, and the next query works", () => {
  const BOMBS: [sql: string, codes: string[]][] = [
    ["SELECT len(range(2000000000))", ["memory_limit", "timeout"]],
    ["SELECT list_sort(range(200000000))[1]", ["memory_limit", "timeout"]],
    ["SELECT repeat('x', 2000000000)", ["memory_limit", "timeout", "sql_error"]],
    ["SELECT rpad('x', 2000000000, 'y')", ["memory_limit", "timeout", "sql_error"]],
    ["SELECT array_agg(a.s) FROM sales a, range(1000)", ["memory_limit", "timeout"]],
    ["WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r", ["timeout"]],
    ["SELECT count(*) FROM sales a CROSS JOIN sales b CROSS JOIN sales c WHERE a.x + b.x > c.x", ["timeout"]],
    ["SELECT levenshtein(repeat('ab', 200000), repeat('ba', 200000))", ["timeout"]],
    ["SELECT a.s, b.s FROM sales a, sales b", ["timeout", "memory_limit"]],
    [`SELECT ${"1+".repeat(20_000)}1`, ["sql_error"]],
    [`SELECT ${"(".repeat(90_000)}1${")".repeat(90_000)}`, ["sql_error"]],
    [`SELECT NULL::INTEGER${"[]".repeat(50_000)}`, ["sql_error"]],
    [`${"SELECT 1 UNION ALL ".repeat(9_000)}SELECT 1`, ["timeout", "memory_limit"]],
    ["SELECT reservoir_quantile(x, 0.5, 2000000000) FROM sales", ["memory_limit"]],
    [
      "SELECT json_merge_patch(t, t) FROM (SELECT repeat('{\"a\":', 100000) || '1' || repeat('}', 100000) AS t)",
      ["engine_crashed", "memory_limit"],
    ],
    [
      "WITH RECURSIVE r AS (SELECT 'a' x UNION ALL SELECT x || x FROM r) SELECT count(*) FROM r",
      ["memory_limit"],
    ],
    [`SELECT '${"x".repeat(300_000)}'`, ["sql_refused"]],
  ];

  test("within the time and memory set, and leaves nothing behind", { timeout: 120_000 }, async () => {
    const before = (await session.results()).length;
    for (const [sql, codes] of BOMBS) {
      // On a busy machine the time may be up before the memory is.
      const error = await withEngineSettings({ QUERY_TIMEOUT_MS: "1500", ENGINE_MEMORY_MB: "256" }, () =>
        session.failure(sql),
      );
      expect(["timeout", ...codes], `${sql.slice(0, 80)} → ${error.code}: ${error.message}`).toContain(
        error.code,
      );
      await works();
    }
    expect((await session.results()).length).toBe(before + BOMBS.length);
  });
});
