import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { loadParts } from "#e2e/support/load-parts.ts";
import { makeZip, makeZipNamed } from "#e2e/support/make-zip.ts";

const files = loadParts();

const CSV = "id,name\n1,ann\n2,bob\n";
const ROWS = [
  [1, "ann"],
  [2, "bob"],
];

test.each([
  ["gzip", gzipSync],
  ["zstd", zstdCompressSync],
])("%s of text is one table, whatever its name", async (_, pack) => {
  const csv = await files.one("data.bin", pack(CSV));
  expect(csv).toMatchObject({ part: { source_part: null, format: "csv" }, rows: ROWS });
  const json = await files.one("data.csv", pack('[{"id":1,"name":"ann"},{"id":2,"name":"bob"}]'));
  expect(json).toMatchObject({ part: { source_part: null, format: "json" }, rows: ROWS });
});

test("each file of a zip is a table of its own, told by its content", async () => {
  const zip = await makeZip({
    "a/first.csv": CSV,
    "a/second.json": '[{"x":1.5}]',
    "a/packed.csv.gz": gzipSync("k\n7\n"),
    "__MACOSX/a/._first.csv": "junk",
    "a/.DS_Store": "junk",
    "README.md": "# About\nThis is data.\n",
    "photo.csv": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]),
    "inner.zip": await makeZip({ "x.csv": CSV }),
  });
  const parts = await files.load("all.zip", zip);
  const told = parts.map(({ part, rows, fault }) => [part.source_part, part.format, rows, fault]);
  expect(told).toEqual([
    ["a/first.csv", "csv", ROWS, null],
    ["a/second.json", "json", [[1.5]], null],
    ["a/packed.csv.gz", "csv", [[7]], null],
    ["README.md", null, [], "README.md holds notes about the data and is not loaded."],
    ["photo.csv", null, [], expect.stringContaining("photo.csv is a PNG image.")],
    ["inner.zip", null, [], "inner.zip is an archive inside an archive. Send it by itself."],
  ]);
  expect(await files.litter()).toEqual([]);
});

test("names that would climb, clash or hide are shown clean, and each still opens its own file", async () => {
  const zip = await makeZipNamed({ "aa/x1.csv": "v\n1\n", "bb/x1.csv": "v\n2\n", "cc.csv": "v\n3\n" }, [
    ["aa/x1.csv", "../x1.csv"],
    ["bb/x1.csv", "/./x1.csv"],
    ["cc.csv", "c\x07.csv"],
  ]);
  const parts = await files.load("odd.zip", zip);
  expect(parts.map(({ part, rows }) => [part.source_part, rows])).toEqual([
    ["x1.csv", [[1]]],
    ["x1.csv (2)", [[2]]],
    ["c.csv", [[3]]],
  ]);
});

test("an archive without a table is refused with what it is", async () => {
  const faults = async (name: string, bytes: Buffer) =>
    (await files.load(name, bytes)).map(({ fault }) => fault);
  expect(await faults("e.zip", await makeZip({ "folder/.DS_Store": "x" }))).toEqual([
    "e.zip is a ZIP archive without any file.",
  ]);
  expect(
    await faults("d.zip", await makeZip({ "[Content_Types].xml": "<a/>", "word/document.xml": "<a/>" })),
  ).toEqual([expect.stringMatching(/^d\.zip is a Word document\./)]);
  expect(await faults("t.zip", (await makeZip({ "a.csv": CSV })).subarray(0, 60))).toEqual([
    "t.zip is a ZIP archive that is cut off or damaged. Send it again.",
  ]);
  expect(await faults("g.gz", gzipSync(CSV.repeat(50_000)).subarray(0, 500))).toEqual([
    "g.gz is cut off or damaged: it cannot be unpacked. Send it again.",
  ]);
});

test("a member whose bytes were changed does not load", async () => {
  const zip = await makeZip({ "a.csv": `${"id,name\n"}${"1,ann\n".repeat(20)}` });
  // A stored byte in the middle of the deflated data: what unpacks is not what was packed.
  const local = zip.indexOf("a.csv") + 5;
  zip[local + 12] = (zip[local + 12] ?? 0) ^ 0xff;
  const [part] = await files.load("flipped.zip", zip);
  expect(part?.fault).toMatch(/damaged/);
});
