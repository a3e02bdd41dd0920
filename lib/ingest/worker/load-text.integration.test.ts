import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quoteString } from "#lib/engine/quote.ts";
import { runModule } from "#lib/engine/run-module.ts";
import { runTrusted } from "#lib/engine/run-trusted.ts";
import { type DialectWish, filePreview } from "#lib/ingest/schema.ts";
import { loaded, loadValue } from "./messages.ts";

let folder: string;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "load-text-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SCRATCH = ["unpacked", "utf8", "clean", "rows", "rejects", "spare"];

async function load(content: string | Buffer, wish: DialectWish | null = null) {
  const path = join(folder, `in-${++files}`);
  const output_path = `${path}.parquet`;
  const rejects_path = `${path}.rejects`;
  await writeFile(path, content);
  const byte_size = Buffer.byteLength(content);
  const source = { path, filename: "table.txt", byte_size, max_unpacked_bytes: 1e9 };
  const input = { source, source_part: null, format: "csv", output_path, rejects_path, wish };
  const value = await runModule({
    module: "lib/ingest/worker/load.ts",
    input,
    read_paths: [path],
    write_paths: [output_path, rejects_path],
    scratch: SCRATCH,
    timeout_ms: 30_000,
  });
  return { value: loadValue.parse(value), input, output_path, rejects_path };
}

async function table(content: string | Buffer, wish: DialectWish | null = null) {
  const { value, output_path, rejects_path } = await load(content, wish);
  const [outcome] = await runTrusted({
    statements: [`SELECT * FROM read_parquet(${quoteString(output_path)})`],
    read_paths: [output_path],
    write_paths: [],
    timeout_ms: 10_000,
  });
  const columns = (outcome?.columns ?? []).map(({ name, type }) => `${name} ${type}`);
  return { receipt: loaded.parse(value), columns, rows: outcome?.rows ?? [], rejects_path };
}

test("a clean file is read as it stands", async () => {
  const { receipt, columns, rows } = await table("day,name,amount\n2024-01-02,Ann,1.5\n2024-01-03,Bo,2.5\n");
  expect(columns).toEqual(["day DATE", "name VARCHAR", "amount DOUBLE"]);
  expect(rows).toEqual([
    ["2024-01-02", "Ann", 1.5],
    ["2024-01-03", "Bo", 2.5],
  ]);
  expect(receipt).toMatchObject({
    rows_read: 2,
    rows_rejected: 0,
    warnings: [],
    encoding: "utf-8",
    header: ["day", "name", "amount"],
    dialect: { delimiter: ",", quote: '"', header_rows: 1, skipped_rows: 0 },
  });
});

test("title lines, a note and ragged rows are told apart from data, and said", async () => {
  const { receipt, columns, rows } = await table(
    'Report;;\n;;\nid;name;amount\n1;"Ann";10\n2;Bo\n3;Cy;30\n\nSource: our books\n',
  );
  expect(columns).toEqual(["id BIGINT", "name VARCHAR", "amount BIGINT"]);
  expect(rows).toEqual([
    [1, "Ann", 10],
    [2, "Bo", null],
    [3, "Cy", 30],
  ]);
  expect(receipt.dialect).toMatchObject({ delimiter: ";", skipped_rows: 2, header_rows: 1 });
  expect(receipt.warnings).toEqual([
    'Line 1 is above the table and no part of it: "Report".',
    "Line 5 has fewer than 3 values; the missing ones are empty.",
    "A blank line (line 7) was left out.",
    'Line 8 is a note, not a row: "Source: our books".',
  ]);
});

test("UTF-16 without a mark, and NUL in a text", async () => {
  const utf16 = await table(Buffer.from("city,people\nZürich,400\nKöln,1000\n", "utf16le"));
  expect(utf16.rows).toEqual([
    ["Zürich", 400],
    ["Köln", 1000],
  ]);
  expect(utf16.receipt.encoding).toBe("utf-16le");
  const zeros = await table("a,b\nx\0y,1\nz,2\n");
  expect(zeros.rows[0]).toEqual(["xy", 1]);
  expect(zeros.receipt.warnings).toContain("1 zero characters (NUL) were taken out.");
});

test("a row with values too many is a reject with its line and text", async () => {
  const lines = Array.from({ length: 50 }, (_, index) => `${index},${index * 2},${index * 3}`);
  lines[30] = "1,2,3,4,5";
  const { receipt, rows, rejects_path } = await table(`a,b,c\n${lines.join("\n")}\n`);
  expect(rows).toHaveLength(49);
  expect(receipt).toMatchObject({ rows_read: 50, rows_rejected: 1 });
  expect(receipt.rejects).toEqual([
    {
      line: 32,
      column: null,
      reason: "The row has 5 values where the table has 3 columns.",
      text: "1,2,3,4,5",
    },
  ]);
  expect(await readFile(rejects_path, "utf8")).toBe(
    'line,column,reason,text\n32,,"The row has 5 values where the table has 3 columns.","1,2,3,4,5"\n',
  );
});

test("what a person says of the dialect wins", async () => {
  const text = "x;1,5\ny;2,5\nz;3,5\n";
  const detected = await table(text);
  expect(detected.receipt.dialect).toMatchObject({ delimiter: ";", header_rows: 0, decimal: "," });
  const wished = await table(text, { delimiter: ",", header_rows: 1 });
  expect(wished.columns).toEqual(["x;1 VARCHAR", "5 BIGINT"]);
  expect(wished.rows).toEqual([
    ["y;2", 5],
    ["z;3", 5],
  ]);
});

test("a foreign letter late in a large file does not fail it", async () => {
  const rows = 400_000;
  const lines = Array.from({ length: rows }, (_, index) => `${index},name ${index},${index % 7}.5`);
  lines[300_000] = "300000,caf\xe9,1.5";
  lines[350_000] = "350000,short";
  const { receipt, columns } = await table(Buffer.from(`id,name,value\n${lines.join("\n")}\n`, "latin1"));
  expect(columns).toEqual(["id BIGINT", "name VARCHAR", "value DOUBLE"]);
  expect(receipt).toMatchObject({ rows_read: rows, rows_rejected: 0, encoding: "windows-1252" });
  expect(receipt.warnings).toContain("Line 350002 has fewer than 3 values; the missing ones are empty.");
});

test("a row of delimiters alone is a blank one, wherever it stands and however large the file", async () => {
  const long = "x".repeat(100);
  const lines = (rows: number) => Array.from({ length: rows }, (_, at) => `${at},${long},0.5`);
  for (const [rows, blank] of [
    [30, ",,"],
    [100_000, " , ,  "],
  ] as const) {
    const some = lines(rows);
    some[Math.floor(rows * 0.7)] = blank;
    const { receipt, columns } = await table(`id,name,value\n${some.join("\n")}\n`);
    expect(columns).toEqual(["id BIGINT", "name VARCHAR", "value DOUBLE"]);
    expect(receipt).toMatchObject({ rows_read: rows - 1, rows_rejected: 0 });
    expect(receipt.warnings).toEqual([`A blank line (line ${rows * 0.7 + 2}) was left out.`]);
  }
});

test("the rejects of all columns together are few: those with the most become text", async () => {
  const strange = [[20_000], [21_000, 21_001], [22_000, 23_000, 24_000]];
  const lines = Array.from({ length: 30_000 }, (_, at) =>
    strange.map((rows) => (rows.includes(at) ? "abc" : at)).join(","),
  );
  const { receipt, columns } = await table(`one,two,three\n${lines.join("\n")}\n`);
  expect(columns).toEqual(["one BIGINT", "two BIGINT", "three VARCHAR"]);
  expect(receipt).toMatchObject({ rows_read: 30_000, rows_rejected: 3 });
  expect(receipt.rejects.map(({ line, column }) => `${column} ${line}`)).toEqual([
    "one 20002",
    "two 21002",
    "two 21003",
  ]);
  expect(receipt.warnings).toEqual([
    '"three" stays text: "abc" on line 22002 is no whole number, and 2 more like it.',
  ]);
});

test("no table at all is a sentence", async () => {
  const { value } = await load("   \n \n");
  expect(value).toEqual({ fault: "table.txt is empty: it holds only blank lines." });
  const wide = await load(`${"a,".repeat(20_000)}a\n`);
  expect(wide.value).toEqual({ fault: "The table has 20,001 columns; at most 10,000 can be read." });
});

async function preview(content: string, wish: DialectWish | null = null) {
  const { value: loadedValue, input } = await load(content, wish);
  const value = await runModule({
    module: "lib/ingest/worker/preview.ts",
    input,
    read_paths: [input.source.path],
    write_paths: [],
    scratch: SCRATCH,
    timeout_ms: 30_000,
  });
  return { receipt: loaded.parse(loadedValue), shown: filePreview.parse(value) };
}

test("a preview shows how the file would be read", async () => {
  const { shown } = await preview("Report\nid|when\n1|02/01/2024\n2|30/01/2024\n");
  expect(shown).toMatchObject({
    dialect: { delimiter: "|", header_rows: 1, skipped_rows: 1 },
    columns: [
      { name: "id", type: "BIGINT" },
      { name: "when", type: "DATE" },
    ],
    rows: [
      ["1", "02/01/2024"],
      ["2", "30/01/2024"],
    ],
  });
});

test.each([
  ["decimal commas and a day before its month", "id;price;day\n1;1,5;13.02.2024\n2;2,25;14.02.2024\n"],
  ["dates that leave their order open", "id,day\n1,02/03/2024\n2,04/05/2024\n"],
  ["a value that makes its column text", `id,n\n${"1,2\n".repeat(9)}2,abc\n`],
])("a preview tells the marks, types and warnings that the load tells: %s", async (_, content) => {
  for (const wish of [null, { decimal: ".", date_order: "mdy" }] as const) {
    const { receipt, shown } = await preview(content, wish);
    expect(shown.warnings).toEqual(receipt.warnings);
    if (wish === null) expect(shown.dialect).toEqual(receipt.dialect);
  }
  const { shown } = await preview(content);
  expect(shown.columns.map(({ name, type }) => `${name} ${type}`)).toEqual((await table(content)).columns);
});

test("a preview says that the comma is the decimal mark", async () => {
  const { shown } = await preview("id;price;day\n1;1,5;13.02.2024\n2;2,25;14.02.2024\n");
  expect(shown.dialect).toMatchObject({ decimal: ",", date_order: "dmy" });
});
