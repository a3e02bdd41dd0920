import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { emptySession, loadFile, sessionFiles, sha256, temporaryFiles } from "#e2e/support/data.ts";
import { newPerson } from "#e2e/support/person.ts";
import type { Context } from "#lib/core/context.ts";
import { copyDatasets } from "#lib/datasets/copy-datasets.ts";
import { createDerivedTable } from "#lib/datasets/create-derived-table.ts";
import { deleteFile } from "#lib/datasets/delete-file.ts";
import { getProfile } from "#lib/datasets/get-profile.ts";
import { listFiles } from "#lib/datasets/list-files.ts";
import { listTables } from "#lib/datasets/list-tables.ts";
import { db } from "#lib/db/client.ts";
import { copyResults } from "./copy-results.ts";
import { executeQuery } from "./execute-query.ts";
import { getResult } from "./get-result.ts";
import { getResultRows, type Rows } from "./get-result-rows.ts";
import { parseRowsQuery } from "./parse-rows-query.ts";
import { removeSessionBytes } from "./remove-session-bytes.ts";
import { resultStats } from "./result-stats.ts";
import { rowsResponse } from "./rows-response.ts";

const SALES = "region,amount\nNorth,10\nNorth,20\nSouth,60\n";

let ctx: Context;
let session_id: string;

beforeAll(async () => {
  ({ ctx, session_id } = await emptySession());
  await loadFile({ ctx, session_id }, "sales.csv", SALES);
});

const query = (sql: string) => executeQuery({ ctx, input: { session_id, sql, run_id: null } });
const rows = async (result_id: string, search: string, of = ctx): Promise<Rows> =>
  getResultRows({ ctx: of, input: { result_id, ...parseRowsQuery(new URL(`http://x/?${search}`)) } });

test("a query's Result is stored whole and reads back the same", async () => {
  const result = await query(
    "SELECT region, sum(amount) AS total FROM sales GROUP BY region ORDER BY region",
  );
  expect(result).toMatchObject({
    rows: [
      ["North", 30],
      ["South", 60],
    ],
    row_count: 2,
    truncated: false,
    plan: null,
    datasets: [{ table: "sales", fingerprint: sha256(SALES), row_count: 3 }],
  });
  expect(await getResult({ ctx, input: { result_id: result.id } })).toEqual(result);
  expect(await resultStats({ ctx, input: { session_id } })).toMatchObject({ count: 1 });
});

test("a large Result carries 200 rows, says so, and pages through the others", async () => {
  const { id, ...result } = await query("SELECT range AS n FROM range(12345)");
  expect([result.rows.length, result.row_count, result.truncated]).toEqual([200, 12_345, true]);
  const page = await rows(id, "offset=12340&limit=10");
  expect(page).toEqual({
    kind: "json",
    page: {
      columns: result.columns,
      rows: [12340, 12341, 12342, 12343, 12344].map((n) => [n]),
      row_count: 12_345,
    },
  });
});

test("CSV and Parquet come whole, with a name, and leave nothing behind", async () => {
  const { id } = await query("SELECT range AS n, 'a,\"b' AS t FROM range(300)");
  const csv = await rowsResponse(await rows(id, "format=csv"));
  expect(csv.headers.get("content-disposition")).toMatch(
    /^attachment; filename="result-\d{4}-\d\d-\d\d-\w+\.csv"$/,
  );
  const lines = (await csv.text()).split("\n");
  expect([lines.length, lines[0], lines[1]]).toEqual([302, "n,t", '0,"a,""b"']);
  const parquet = await rowsResponse(await rows(id, "format=parquet&limit=5"));
  expect(
    Buffer.from(await parquet.arrayBuffer())
      .subarray(0, 4)
      .toString(),
  ).toBe("PAR1");
  const left = await rowsResponse(await rows(id, "format=csv"));
  await left.body?.cancel();
  expect(await temporaryFiles()).toEqual([]);
});

test("a format or a window that cannot be is refused with the field's name", () => {
  const parse = (search: string) => () => parseRowsQuery(new URL(`http://x/?${search}`));
  expect(parse("format=xlsx")).toThrow(/xlsx is not there yet/);
  expect(parse("format=exe")).toThrow(/json, csv or parquet/);
  for (const bad of ["limit=10001", "limit=-1", "offset=-1", "offset=x", "limit=1.5"])
    expect(parse(bad)).toThrow();
});

test("another person and another session's link do not see a Result; its own link does", async () => {
  const { id } = await query("SELECT 1 AS one");
  const link = (sessionId: string): Context => ({ ...ctx, actor: { kind: "share", sessionId } });
  const other = await emptySession(ctx);
  await expect(rows(id, "", await newPerson())).rejects.toMatchObject({ code: "not_found" });
  await expect(rows(id, "", link(other.session_id))).rejects.toMatchObject({ code: "not_found" });
  await expect(rows("nonsense", "")).rejects.toMatchObject({ code: "not_found" });
  expect(await rows(id, "", link(session_id))).toMatchObject({ kind: "json", page: { rows: [[1]] } });
});

test("a query that fails stores nothing", async () => {
  const before = await sessionFiles(ctx, session_id);
  await expect(query("SELECT nope FROM sales")).rejects.toMatchObject({ code: "sql_error" });
  await expect(query("DROP TABLE sales")).rejects.toMatchObject({ code: "sql_refused" });
  expect(await sessionFiles(ctx, session_id)).toEqual(before);
  expect(await temporaryFiles()).toEqual([]);
});

test("cells with NUL and long cells are stored", async () => {
  const result = await query("SELECT 'a' || chr(0) || 'b' AS t, repeat('x', 300000) AS long FROM range(10)");
  expect(result.row_count).toBe(10);
  expect(result.truncated).toBe(result.rows.length < 10);
  expect(result.rows[0]![0]).toBe("a\uFFFDb");
});

test("a derived table can be queried, is replaced by its name, and never replaces a file's", async () => {
  const derive = (name: string, sql: string) => createDerivedTable({ ctx, input: { session_id, name, sql } });
  const first = await derive("by_region", "SELECT region, sum(amount) AS total FROM sales GROUP BY 1");
  expect(first).toMatchObject({
    kind: "derived",
    format: "derived",
    table: "by_region",
    row_count: 2,
    status: "ready",
  });
  expect((await query("SELECT max(total) FROM by_region")).rows).toEqual([[60]]);
  const typed = first.columns.find((column) => column.name === "total")!;
  expect(typed.type).not.toBe("VARCHAR");
  expect((await query("SELECT sum(total) + 1 FROM by_region")).rows).toEqual([[91]]);

  await derive("by_region", "SELECT 1 AS one");
  const tables = await listTables({ ctx, input: { session_id } });
  expect(tables.map((table) => table.table)).toEqual(["sales", "by_region"]);
  expect((await query("FROM by_region")).rows).toEqual([[1]]);
  await expect(derive("sales", "SELECT 1 AS one")).rejects.toMatchObject({ code: "conflict" });
  const profile = await getProfile({ ctx, input: { file_id: tables[1]!.dataset_id } });
  expect(profile).toMatchObject({ row_count: 1, columns: [{ name: "one", min: 1, max: 1 }] });
});

test("files are listed page by page with their count, for their workspace alone", async () => {
  const all = await listFiles({ ctx, input: { page: { limit: 50 } } });
  expect([all.count, all.data.map((file) => file.table)]).toEqual([2, ["by_region", "sales"]]);
  const first = await listFiles({ ctx, input: { session_id, page: { limit: 1 } } });
  expect(first.count).toBe(2);
  const second = await listFiles({ ctx, input: { page: { limit: 1, cursor: first.next_cursor! } } });
  expect([second.data[0]!.table, second.next_cursor]).toEqual(["sales", null]);
  expect(await listFiles({ ctx: await newPerson(), input: { page: { limit: 50 } } })).toMatchObject({
    count: 0,
  });
  const lost = listFiles({ ctx: await newPerson(), input: { session_id, page: { limit: 1 } } });
  await expect(lost).rejects.toMatchObject({ code: "not_found" });
});

test("a fork's tables and results outlive the original", async () => {
  const own = await emptySession();
  await loadFile(own, "cities.csv", "city\nRome\n");
  const input = { session_id: own.session_id, sql: "SELECT city FROM cities", run_id: null };
  const { id } = await executeQuery({ ctx: own.ctx, input });
  const fork = await emptySession();
  const from = { workspace_id: own.ctx.workspaceId, session_id: own.session_id };
  await copyDatasets({ ctx: fork.ctx, from, to_session_id: fork.session_id });
  const ids = await copyResults({ ctx: fork.ctx, from, to_session_id: fork.session_id });
  await db().session.delete({ where: { id: own.session_id } });
  await removeSessionBytes(own.ctx.workspaceId, own.session_id);
  expect(await sessionFiles(own.ctx, own.session_id)).toEqual([]);

  const copy = await rows(ids.get(id)!, "", fork.ctx);
  expect(copy).toMatchObject({ kind: "json", page: { rows: [["Rome"]] } });
  const again = { ctx: fork.ctx, input: { session_id: fork.session_id, sql: "FROM cities", run_id: null } };
  expect((await executeQuery(again)).rows).toEqual([["Rome"]]);
  const [table] = await listTables({ ctx: fork.ctx, input: { session_id: fork.session_id } });
  await deleteFile({ ctx: fork.ctx, input: { file_id: table!.dataset_id } });
  expect((await sessionFiles(fork.ctx, fork.session_id)).every((path) => path.startsWith("results/"))).toBe(
    true,
  );
});

test("a table's Parquet file is where the engine is told", async () => {
  const [sales] = await listTables({ ctx, input: { session_id } });
  expect((await readFile(sales!.parquet_path)).subarray(0, 4).toString()).toBe("PAR1");
  expect(sales).toMatchObject({
    table: "sales",
    filename: "sales.csv",
    fingerprint: sha256(SALES),
    row_count: 3,
  });
});
