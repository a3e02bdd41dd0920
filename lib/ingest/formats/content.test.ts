import { expect, test } from "vitest";
import { contentOf, SUPPORTED } from "./content.ts";

function tell(filename: string, content: string | Buffer) {
  const bytes = Buffer.from(content);
  const first = bytes.subarray(0, 65_536);
  const end = { byte_size: bytes.length, last: bytes.subarray(-64) };
  return contentOf({ filename, first, is_whole: first.length === bytes.length, end });
}

const footer = Buffer.alloc(4);
footer.writeUInt32LE(3);
const utf16be = Buffer.from("\uFEFFa,b\n1,2\n", "utf16le").swap16();

test.each([
  ["sales.csv", "a,b\n1,2\n", "csv"],
  ["sales.txt", "a;b\n1;2\n", "csv"],
  ["sales.csv", "a\tb\n1\t2\n", "tsv"],
  ["sales.tsv", "name\nx\n", "tsv"],
  ["latin.csv", Buffer.from("n\xe4me,b\n", "latin1"), "csv"],
  ["utf16.csv", Buffer.from("\uFEFFa,b\n", "utf16le"), "csv"],
  ["utf16.csv", utf16be, "csv"],
  ["utf16-without-mark.csv", Buffer.from("name,value\nx,1\n", "utf16le"), "csv"],
  ["utf16-without-mark.csv", Buffer.from("name,value\nx,1\n", "utf16le").swap16(), "csv"],
  ["nul.csv", "a,b\nx\0,1\ny,2\n", "csv"],
  ["BM.csv", "BM,MZ\n1,2\n", "csv"],
  ["brackets.csv", "[id],[name]\n1,2\n", "csv"],
  ["lists.csv", "[1,2],x\n[3,4],y\n", "csv"],
  ["export.xls", "a\tb\n1\t2\n", "tsv"],
  ["data.bin.csv", Buffer.concat([Buffer.from("PAR1abc"), footer, Buffer.from("PAR1")]), "parquet"],
  ["x.csv", '[{"a":1},\n{"a":2}]', "json"],
  ["x.json", '{\n  "a": [1, 2]\n}', "json"],
  ["x.json", '[\n  [1, "x"],\n  [2, "y"]\n]', "json"],
  ["x.json", "[[1,2],[3,4]]", "json"],
  ["x.json", "[]", "json"],
  ["x.txt", '{"a":1}\n{"a":2}\n', "ndjson"],
  ["x.txt", '\uFEFF{"a":1}\r\n{"a":2', "ndjson"],
  ["comment.json", '// mine\n[{"a":1},{"a":2}]', "json"],
  ["comments.json", '/* mine,\n too */ // and more\n\n{"a":1}\n{"a":2}\n', "ndjson"],
  ["javascript.json", "[{a: 1}, {a: 2}]", "json"],
  ["python.json", "{'a': 1}\n{'a': 2}\n", "json"],
  ["over-lines.json", "{\n  a: 1,\n  b: 2\n}\n", "json"],
  ["smart-quotes.json", "[{“a”: 1}]", "json"],
  ["comment.csv", "// mine\nid,name\n1,x\n", "csv"],
  ["commented.csv", "// mine\n[id],[name]\n1,2\n", "csv"],
  ["log.txt", "[2024-01-01 10:00:00] INFO start\n[2024-01-01 10:00:01] WARN x\n", "csv"],
  ["braces.csv", "{id},{name}\n1,2\n", "csv"],
])("%s is told by its content", (filename, content, format) => {
  expect(tell(filename, content)).toEqual({ kind: "table", format });
});

test.each([
  ["x.csv", Buffer.from([0x1f, 0x8b, 8, 0]), "gzip"],
  ["x.csv", Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), "zstd"],
  ["x.csv", Buffer.from("PK\x03\x04\0\0"), "zip"],
])("%s is something packed", (filename, content, kind) => {
  expect(tell(filename, content)).toEqual({ kind });
});

test.each([
  ["x.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]), "a PNG image"],
  ["x.csv", "%PDF-1.7\n", "a PDF document"],
  ["x.html", "<!DOCTYPE html><html>", "a web page"],
  ["x.xlsx", "<?xml version='1.0'?><a/>", "an XML document"],
  ["x.csv", Buffer.from([1, 0, 2, 0, 9]), "a binary file"],
  ["x.parquet", Buffer.from("PARE\x01\0\0\0PARE"), "an encrypted Parquet file"],
  ["photo.png", "not an image", "named .png but holds plain text"],
])("%s is refused as what it is", (filename, content, what) => {
  expect(tell(filename, content)).toEqual({
    kind: "refused",
    error: `${filename} is ${what}. ${SUPPORTED}`,
    code: "unsupported_type",
  });
});

test.each([
  ["empty.csv", "", /0 bytes/],
  ["blank.csv", "\uFEFF \r\n\n", /only blank lines/],
  ["cut.parquet", "PAR1 and then nothing more", /cut off or damaged/],
])("%s is of a known type and cannot be loaded", (filename, content, words) => {
  expect(tell(filename, content)).toMatchObject({
    kind: "refused",
    code: "invalid",
    error: expect.stringMatching(words),
  });
});
