import { beforeEach, expect, test } from "vitest";
import {
  anUpload,
  emptySession,
  loaded,
  loadFile,
  parquetOf,
  sessionFiles,
  sha256,
  temporaryFiles,
} from "#e2e/support/data.ts";
import type { Context } from "#lib/core/context.ts";
import { createDerivedTable } from "#lib/datasets/create-derived-table.ts";
import { getFileRows } from "#lib/datasets/get-file-rows.ts";
import { getProfile } from "#lib/datasets/get-profile.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { executeQuery } from "#lib/results/execute-query.ts";
import { getResult } from "#lib/results/get-result.ts";
import { getOriginal } from "./get-original.ts";
import { reloadFile } from "./reload-file.ts";

let ctx: Context;
let session_id: string;
let file: DataFile;

beforeEach(async () => {
  ({ ctx, session_id } = await emptySession());
  file = await loadFile({ ctx, session_id }, "t.parquet", await parquetOf("SELECT range AS n FROM range(3)"));
});

const rowsOf = async (id: string) =>
  (await getFileRows({ ctx, input: { file_id: id, offset: 0, limit: 10 } })).rows;
const reloadFrom = async (filename: string, content: Uint8Array<ArrayBuffer> | string) => {
  const upload_id = await anUpload(ctx, filename, content);
  return loaded(ctx, await reloadFile({ ctx, input: { file_id: file.id, dialect: null, upload_id } }));
};

test("new bytes replace the table under its name, and a result of the old one keeps its fingerprint", async () => {
  const query = { session_id, sql: "SELECT sum(n) AS s FROM t", run_id: null };
  const before = await executeQuery({ ctx, input: query });
  await getProfile({ ctx, input: { file_id: file.id } });
  const content = await parquetOf("SELECT 10 AS n");
  const again = await reloadFrom("newer.parquet", content);
  expect(again).toMatchObject({
    id: file.id,
    table: "t",
    filename: "newer.parquet",
    status: "ready",
    error: null,
    row_count: 1,
    loading: null,
    receipt: { fingerprint: sha256(content) },
  });
  expect((await executeQuery({ ctx, input: query })).rows).toEqual([[10]]);
  expect((await getResult({ ctx, input: { result_id: before.id } })).datasets).toMatchObject([
    { table: "t", fingerprint: file.receipt?.fingerprint },
  ]);
  expect((await getProfile({ ctx, input: { file_id: file.id } })).row_count).toBe(1);
  const kept = await sessionFiles(ctx, session_id);
  expect(kept.filter((path) => path.startsWith("originals") || path.startsWith("tables"))).toHaveLength(2);
  expect(await temporaryFiles()).toEqual([]);
});

test("new bytes that cannot be read leave the old table, and the file says why", async () => {
  const broken = await parquetOf("SELECT range AS n, md5(range::VARCHAR) AS t FROM range(2000)");
  broken.fill(0xff, 200, 20_000);
  const after = await reloadFrom("broken.parquet", broken);
  expect(after).toMatchObject({
    status: "ready",
    filename: "t.parquet",
    row_count: 3,
    receipt: file.receipt,
  });
  expect(after.error).toMatch(/was not loaded again, and its table is as it was\. broken\.parquet/);
  expect(await rowsOf(file.id)).toEqual([[0], [1], [2]]);
  expect(await sessionFiles(ctx, session_id)).toHaveLength(2);
  const mended = await reloadFile({ ctx, input: { file_id: file.id, dialect: null } });
  expect((await loaded(ctx, mended)).error).toBeNull();
});

test("a column's type can be told of a file that says its types itself; what does not fit is a reject", async () => {
  const again = await loaded(
    ctx,
    await reloadFile({ ctx, input: { file_id: file.id, dialect: { types: { n: "text" } } } }),
  );
  expect(again).toMatchObject({ status: "ready", error: null, columns: [{ name: "n", type: "VARCHAR" }] });
  expect(await rowsOf(file.id)).toEqual([["0"], ["1"], ["2"]]);
  const wrong = await reloadFile({ ctx, input: { file_id: file.id, dialect: { types: { n: "date" } } } });
  expect((await loaded(ctx, wrong)).error).toMatch(/None of the values of "n" is a date/);
  expect(await rowsOf(file.id)).toEqual([["0"], ["1"], ["2"]]);
});

test("what is refused by its content never begins to load", async () => {
  const upload_id = await anUpload(ctx, "x.pdf", "%PDF-1.7\n%âãÏÓ\n1 0 obj");
  const reload = reloadFile({ ctx, input: { file_id: file.id, dialect: null, upload_id } });
  await expect(reload).rejects.toMatchObject({ code: "unsupported_type" });
  expect(await rowsOf(file.id)).toEqual([[0], [1], [2]]);
});

test("a derived table has no file to load again", async () => {
  const derived = await createDerivedTable({ ctx, input: { session_id, name: "d", sql: "SELECT 1 AS x" } });
  const reload = reloadFile({ ctx, input: { file_id: derived.id, dialect: null } });
  await expect(reload).rejects.toMatchObject({ code: "conflict" });
});

test("with KEEP_ORIGINALS=0 the sent bytes go after the load, and only new ones can be loaded", async () => {
  process.env.KEEP_ORIGINALS = "0";
  try {
    const again = await reloadFrom("once.parquet", await parquetOf("SELECT 5 AS n"));
    expect(again).toMatchObject({ status: "ready", has_original: false });
    expect((await sessionFiles(ctx, session_id)).some((path) => path.startsWith("originals"))).toBe(false);
    await expect(reloadFile({ ctx, input: { file_id: file.id, dialect: null } })).rejects.toThrow(
      /were not kept/,
    );
    await expect(getOriginal({ ctx, input: { file_id: file.id } })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await reloadFrom("twice.parquet", await parquetOf("SELECT 6 AS n"))).status).toBe("ready");
  } finally {
    delete process.env.KEEP_ORIGINALS;
  }
});
