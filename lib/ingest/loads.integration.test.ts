import { afterEach, beforeEach, expect, test } from "vitest";
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
import { newPerson } from "#e2e/support/person.ts";
import type { Context } from "#lib/core/context.ts";
import { newId } from "#lib/core/ids.ts";
import { deleteFile } from "#lib/datasets/delete-file.ts";
import { getFileRows } from "#lib/datasets/get-file-rows.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { db } from "#lib/db/client.ts";
import { storage } from "#lib/storage/storage.ts";
import { addSample } from "./add-sample.ts";
import { addUploads } from "./add-uploads.ts";
import { resumeLoads } from "./resume-loads.ts";
import { samples } from "./samples/catalogue.ts";
import { sweepUploads } from "./sweep-uploads.ts";

let ctx: Context;
let session_id: string;

beforeEach(async () => {
  ({ ctx, session_id } = await emptySession());
});
afterEach(async () => {
  expect(await temporaryFiles()).toEqual([]);
});

const load = (filename: string, content: string | Uint8Array<ArrayBuffer>) =>
  loadFile({ ctx, session_id }, filename, content);
const typesOf = (file: DataFile) => file.columns.map(({ name, type }) => `${name} ${type}`);
const rowsOf = async (file: DataFile) =>
  (await getFileRows({ ctx, input: { file_id: file.id, offset: 0, limit: 100 } })).rows;

test("a CSV becomes a table with its types, rows, preview and receipt", async () => {
  const content = "region,amount,date\nNorth,1.5,2024-01-31\nSouth,,2024-02-01\n";
  expect(await load("My Sales-2024.csv", content)).toMatchObject({
    status: "ready",
    error: null,
    progress: 1,
    table: "my_sales_2024",
    format: "csv",
    kind: "upload",
    byte_size: content.length,
    row_count: 2,
    column_count: 3,
    columns: [
      { name: "region", type: "VARCHAR", nullable: false },
      { name: "amount", type: "DOUBLE", nullable: true },
      { name: "date", type: "DATE", nullable: false },
    ],
    preview: [
      { region: "North", amount: 1.5, date: "2024-01-31" },
      { region: "South", amount: null, date: "2024-02-01" },
    ],
    receipt: { fingerprint: sha256(content), row_count: 2, warnings: [] },
  });
});

test("tabs, semicolons, a byte-order mark and quoted line breaks are read", async () => {
  const tsv = await load("t.tsv", "a\tb\nq\tx\nr\ty\ns\tz\n");
  expect([tsv.format, ...typesOf(tsv)]).toEqual(["tsv", "a VARCHAR", "b VARCHAR"]);
  const semicolons = await load("s.csv", '\uFEFFa;b\n1;"x\ny"\n2;z\n');
  expect(typesOf(semicolons)).toEqual(["a BIGINT", "b VARCHAR"]);
  expect(await rowsOf(semicolons)).toEqual([
    [1, "x\ny"],
    [2, "z"],
  ]);
});

test("a first quote in the last row of a file is still a quote", async () => {
  const file = await load("q.csv", `a,b\n${"1,x\n".repeat(3000)}2,"y,z"\n`);
  expect(file.row_count).toBe(3001);
  const { rows } = await getFileRows({ ctx, input: { file_id: file.id, offset: 3000, limit: 1 } });
  expect(rows).toEqual([[2, "y,z"]]);
});

test("Latin-1 and UTF-16 are converted, and the receipt says so", async () => {
  const latin = await load("l.csv", Uint8Array.from(Buffer.from("name,n\nM\xfcller,1\n", "latin1")));
  expect(await rowsOf(latin)).toEqual([["Müller", 1]]);
  expect(latin.receipt?.warnings.join()).toContain("WINDOWS-1252");
  const utf16 = await load("u.csv", Uint8Array.from(Buffer.from("\uFEFFname,n\nŁódź,1\n", "utf16le")));
  expect(await rowsOf(utf16)).toEqual([["Łódź", 1]]);
  expect(utf16.receipt?.warnings.join()).toContain("UTF-16LE");
});

test("ragged rows keep their columns, and the receipt says so", async () => {
  const file = await load("r.csv", "a,b,c\n1,2,3\n4,5\n6,7,8\n");
  expect(typesOf(file)).toEqual(["a BIGINT", "b BIGINT", "c BIGINT"]);
  expect(await rowsOf(file)).toEqual([
    [1, 2, 3],
    [4, 5, null],
    [6, 7, 8],
  ]);
  expect(file.receipt?.warnings.join()).toMatch(/^Line 3 has fewer than 3 values/);
});

test("whole numbers beyond 64 bits keep every digit", async () => {
  const file = await load("big.csv", "id,x\n123456789012345678901234567890,1.5\n2,2.5\n");
  expect(typesOf(file)).toEqual(["id DECIMAL(38,0)", "x DOUBLE"]);
  expect(await rowsOf(file)).toEqual([
    ["123456789012345678901234567890", 1.5],
    [2, 2.5],
  ]);
});

test("an infinity among or instead of dates stays one", async () => {
  const file = await load("inf.csv", "n,a,b\n1,Infinity,2024-01-02\n2,-inf,infinity\n");
  expect(await rowsOf(file)).toEqual([
    [1, "Infinity", "2024-01-02"],
    [2, "-inf", "infinity"],
  ]);
});

test("one value in the last row that does not fit is a reject with its line, and more of them make the column text", async () => {
  const file = await load("late.csv", `a\n${"1\n".repeat(30_000)}abc\n`);
  expect(typesOf(file)).toEqual(["a BIGINT"]);
  expect(file.receipt).toMatchObject({ row_count: 30_000, rows_read: 30_001, rows_rejected: 1 });
  expect(file.receipt?.rejects).toMatchObject([{ line: 30_002, column: "a", text: "abc" }]);
  const text = await load("text.csv", `a\n${"1\n".repeat(3000)}abc\n`);
  expect([typesOf(text), text.row_count]).toEqual([["a VARCHAR"], 3001]);
});

test("a header alone is a table without rows", async () => {
  expect(await load("h.csv", "a,b\n")).toMatchObject({
    status: "ready",
    row_count: 0,
    preview: [],
    receipt: { warnings: ["The file has columns and no rows."] },
  });
});

test("column names are trimmed, and empty and repeated ones get a name", async () => {
  const file = await load("d.csv", ' a ,a,,"two\nlines"\n1,2,3,4\n5,6,7,8\n');
  const names = file.columns.map((column) => column.name);
  expect(names[0]).toBe("a");
  expect(names[3]).toBe("two lines");
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(4);
  expect(names.every((name) => name.trim() === name && name !== "")).toBe(true);
});

test("a Parquet file keeps its types and values", async () => {
  const sql = `SELECT 9007199254740993::BIGINT AS big, 1.10::DECIMAL(10,2) AS price, DATE '2024-02-29' AS day,
    TIMESTAMPTZ '2024-01-01 10:00:00+02' AS at, [1,2] AS list, {'k': 'v'} AS item, 'NaN'::DOUBLE AS nan, NULL::INTEGER AS none`;
  const file = await load("p.parquet", await parquetOf(sql));
  expect(file).toMatchObject({ status: "ready", format: "parquet", row_count: 1 });
  expect(file.preview[0]).toEqual({
    big: "9007199254740993",
    price: 1.1,
    day: "2024-02-29",
    at: "2024-01-01T08:00:00Z",
    list: [1, 2],
    item: { k: "v" },
    nan: "NaN",
    none: null,
  });
});

test("a Parquet file damaged in the middle fails with a sentence and leaves nothing", async () => {
  const bytes = await parquetOf("SELECT range AS n, md5(range::VARCHAR) AS text FROM range(50000)");
  bytes.fill(0xab, 1000, bytes.length - 2000);
  const file = await load("broken.parquet", bytes);
  expect(file.status).toBe("failed");
  expect(file.error).toMatch(/^broken\.parquet could not be read as a table: /);
  expect(file.error).not.toContain(storage().pathOf("temporary"));
  expect((await sessionFiles(ctx, session_id)).filter((path) => path.startsWith("tables/"))).toEqual([]);
});

test("one bad file fails by itself; when all are bad, nothing is made and the uploads are gone", async () => {
  const good = await anUpload(ctx, "good.csv", "a\n1\n");
  const png = await anUpload(ctx, "x.csv", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]));
  const files = await addUploads({ ctx, input: { session_id, upload_ids: [png, good] } });
  expect(files.map((file) => file.status)).toEqual(["failed", "ready"]);
  expect(files[0]!.error).toMatch(/^x\.csv is a PNG image\. Tables can be loaded from CSV/);

  const empty = await anUpload(ctx, "empty.csv", "");
  const upload_ids = [empty, await anUpload(ctx, "blank.csv", "\n \n")];
  await expect(addUploads({ ctx, input: { session_id, upload_ids } })).rejects.toMatchObject({
    code: "invalid",
  });
  const pdf = { ctx, input: { session_id, upload_ids: [await anUpload(ctx, "a.pdf", "%PDF-1.7")] } };
  await expect(addUploads(pdf)).rejects.toMatchObject({ code: "unsupported_type" });
  const left = { where: { workspaceId: ctx.workspaceId, status: { not: "consumed" } } };
  expect(await db().upload.count(left)).toBe(0);
});

test("an upload serves one session only, and only its owner", async () => {
  const upload_ids = [await anUpload(ctx, "a.csv", "a\n1\n")];
  const other = await emptySession();
  await expect(
    addUploads({ ctx: other.ctx, input: { session_id: other.session_id, upload_ids } }),
  ).rejects.toMatchObject({ code: "not_found" });
  await expect(
    addUploads({ ctx: await newPerson(), input: { session_id, upload_ids } }),
  ).rejects.toMatchObject({ code: "not_found" });
  const twice = await Promise.allSettled(
    [1, 2].map(() => addUploads({ ctx, input: { session_id, upload_ids } })),
  );
  expect(twice.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(addUploads({ ctx, input: { session_id, upload_ids } })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("an upload that another request takes at the same moment is a conflict, its bytes gone or not", async () => {
  const { ctx, session_id } = await emptySession();
  for (let round = 0; round < 5; round++) {
    const upload_ids = [await anUpload(ctx, "a.csv", "a\n1\n")];
    const all = await Promise.allSettled(
      Array.from({ length: 6 }, () => addUploads({ ctx, input: { session_id, upload_ids } })),
    );
    const refused = all.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused.map((reason) => reason.code ?? reason)).toEqual(Array(5).fill("conflict"));
  }
});

test("files of one name get tables of their own, also when they come at once", async () => {
  const ids = await Promise.all([1, 2, 3].map((n) => anUpload(ctx, "Sales.csv", `a\n${n}\n`)));
  const files = await Promise.all(
    ids.map((id) => addUploads({ ctx, input: { session_id, upload_ids: [id] } })),
  );
  expect(
    files
      .flat()
      .map((file) => file.table)
      .sort(),
  ).toEqual(["sales", "sales_2", "sales_3"]);
});

test("deleting a file removes its row and bytes, also while it loads", async () => {
  const file = await load("a.csv", "a\n1\n");
  expect(await sessionFiles(ctx, session_id)).toHaveLength(2);
  await deleteFile({ ctx, input: { file_id: file.id } });
  expect(await sessionFiles(ctx, session_id)).toEqual([]);
  await expect(deleteFile({ ctx, input: { file_id: file.id } })).rejects.toMatchObject({ code: "not_found" });

  const big = await anUpload(ctx, "big.csv", `a,b\n${"1234567,abcdefgh\n".repeat(800_000)}`);
  const adding = addUploads({ ctx, input: { session_id, upload_ids: [big] } });
  const id = await until(
    async () => (await db().dataset.findFirst({ where: { sessionId: session_id } }))?.id,
  );
  await deleteFile({ ctx, input: { file_id: id } });
  expect(await adding).toEqual([]);
  expect(await sessionFiles(ctx, session_id)).toEqual([]);
});

test("a load whose process died is taken up again; one whose process lives is left alone", async () => {
  const file = await load("a.csv", "a\n1\n2\n");
  const orphan = { status: "loading", instanceId: newId(), parquetKey: null, rowCount: null };
  await db().dataset.update({ where: { id: file.id }, data: orphan });
  const alive = await db().instance.create({ data: { id: newId() } });
  const other = await load("b.csv", "a\n1\n");
  await db().dataset.update({ where: { id: other.id }, data: { status: "loading", instanceId: alive.id } });
  await resumeLoads();
  expect(await loaded(ctx, { ...file, status: "loading" })).toMatchObject({ status: "ready", row_count: 2 });
  const left = await db().dataset.findUniqueOrThrow({ where: { id: other.id } });
  expect([left.status, left.instanceId]).toEqual(["loading", alive.id]);
  await db().dataset.update({ where: { id: other.id }, data: { status: "ready" } });
});

test("every sample loads with the rows that its list promises", async () => {
  for (const { name, row_count } of samples) {
    const file = await addSample({ ctx, input: { session_id, name } });
    expect(await loaded(ctx, file)).toMatchObject({ status: "ready", kind: "sample", row_count });
    expect(file.receipt?.warnings ?? []).toEqual([]);
  }
  await expect(addSample({ ctx, input: { session_id, name: "nope" } })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("uploads that nobody used are swept after a day, bytes and all", async () => {
  const [old, fresh] = [await anUpload(ctx, "o.csv", "a\n1\n"), await anUpload(ctx, "f.csv", "a\n1\n")];
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  const { storageKey } = await db().upload.update({ where: { id: old }, data: { createdAt: yesterday } });
  await sweepUploads();
  expect(await db().upload.findUnique({ where: { id: old } })).toBeNull();
  expect(await storage().sizeOf(storageKey)).toBeNull();
  expect(await db().upload.findUnique({ where: { id: fresh } })).not.toBeNull();
});

async function until<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
