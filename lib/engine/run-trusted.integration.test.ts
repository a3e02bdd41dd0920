import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EngineSession, engineSession } from "#e2e/support/engine-session.ts";
import { exportRows } from "./export-rows.ts";
import { quoteString } from "./quote.ts";
import { readRows } from "./read-rows.ts";
import { runTrusted } from "./run-trusted.ts";

let session: EngineSession;
beforeAll(async () => {
  session = await engineSession();
});
afterAll(() => session.remove());
const at = (name: string) => join(session.folder, name);

test("statements run in order in one database, with progress, and each gives its rows", async () => {
  const [csv, parquet] = [at("in.csv"), at("out.parquet")];
  await writeFile(csv, "a,b\n1,x\n2,y\n");
  const fractions: number[] = [];
  const outcomes = await runTrusted({
    statements: [
      `CREATE TABLE t AS FROM read_csv(${quoteString(csv)})`,
      `COPY t TO ${quoteString(parquet)} (FORMAT parquet, COMPRESSION zstd)`,
      "SELECT a, b, sum(a) OVER ()::HUGEINT AS total FROM t ORDER BY a",
      "SELECT count(*) FROM range(300000000) WHERE range % 7 = 3",
    ],
    read_paths: [csv],
    write_paths: [parquet],
    on_progress: (fraction) => fractions.push(fraction),
  });
  expect(outcomes[2]).toEqual({
    columns: [
      { name: "a", type: "BIGINT" },
      { name: "b", type: "VARCHAR" },
      { name: "total", type: "HUGEINT" },
    ],
    rows: [
      [1, "x", 3],
      [2, "y", 3],
    ],
  });
  expect(existsSync(parquet)).toBe(true);
  expect(fractions.length).toBeGreaterThan(0);
  expect(fractions).toEqual(fractions.toSorted((left, right) => left - right));
  expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
});

test("only the named paths can be read and written, and nothing is left for the next job", async () => {
  const [secret, target] = [at("secret.csv"), at("target.csv")];
  await writeFile(secret, "a\n1\n");
  const read = runTrusted({
    statements: [`FROM read_csv(${quoteString(secret)})`],
    read_paths: [],
    write_paths: [],
  });
  await expect(read).rejects.toMatchObject({ code: "sql_refused" });
  const write = runTrusted({
    statements: [`COPY (SELECT 1) TO ${quoteString(target)}`],
    read_paths: [],
    write_paths: [secret],
  });
  await expect(write).rejects.toMatchObject({ code: "sql_refused" });
  expect(existsSync(target)).toBe(false);
  await runTrusted({ statements: ["CREATE TABLE left_over AS SELECT 1"], read_paths: [], write_paths: [] });
  const next = runTrusted({ statements: ["FROM left_over"], read_paths: [], write_paths: [] });
  await expect(next).rejects.toMatchObject({ code: "sql_error" });
});

test("a job ends with its time, and with its signal at once", async () => {
  const endless = "SELECT count(*) FROM range(1000000000000) WHERE range = -1";
  const late = runTrusted({ statements: [endless], read_paths: [], write_paths: [], timeout_ms: 300 });
  await expect(late).rejects.toMatchObject({ code: "timeout" });
  const reason = new Error("not wanted any more");
  const signal = AbortSignal.any([AbortSignal.timeout(60_000)]);
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), 200);
  const stopped = runTrusted({
    statements: [endless],
    read_paths: [],
    write_paths: [],
    signal: AbortSignal.any([signal, controller.signal]),
  });
  await expect(stopped).rejects.toBe(reason);
});

test("memory beyond the job's limit is a clear error", async () => {
  const greedy = runTrusted({
    statements: ["SELECT list(range) FROM range(50000000)"],
    read_paths: [],
    write_paths: [],
    memory_mb: 64,
  });
  await expect(greedy).rejects.toMatchObject({ code: "memory_limit" });
});

test("a stored Result is exported whole or in part, with exact values", async () => {
  const { path, columns } = await session.query(
    `SELECT i AS n, (i * 100000000000000000000)::HUGEINT AS big, INTERVAL (i) DAY AS span, 'a "b", ' || i AS text, NULL AS none
     FROM range(5) t(i) ORDER BY n DESC`,
  );
  const csv = at("part.csv");
  await exportRows({ parquet_path: path, columns, format: "csv", offset: 1, limit: 2, output_path: csv });
  expect(await readFile(csv, "utf8")).toBe(
    'n,big,span,text,none\n3,300000000000000000000,3 days,"a ""b"", 3",\n2,200000000000000000000,2 days,"a ""b"", 2",\n',
  );
  const part = at("part.parquet");
  await exportRows({
    parquet_path: path,
    columns,
    format: "parquet",
    offset: 3,
    limit: null,
    output_path: part,
  });
  expect(await readRows({ parquet_path: part, columns, offset: 0, limit: 10 })).toEqual([
    [1, "100000000000000000000", "P1D", 'a "b", 1', null],
    [0, 0, "PT0S", 'a "b", 0', null],
  ]);
  const whole = at("whole.parquet");
  await exportRows({
    parquet_path: path,
    columns,
    format: "parquet",
    offset: 0,
    limit: null,
    output_path: whole,
  });
  expect(await readFile(whole)).toEqual(await readFile(path));
});
