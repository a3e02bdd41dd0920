import { expect, test } from "vitest";
import { detectFormat } from "./registry.ts";

function detect(filename: string, content: string | Buffer) {
  const bytes = Buffer.from(content);
  const head = {
    filename,
    byte_size: bytes.length,
    first: bytes.subarray(0, 65_536),
    last: bytes.subarray(-64),
  };
  const { format, error, code } = detectFormat(head);
  return { format: format?.name ?? null, error, code };
}

const footer = Buffer.alloc(4);
footer.writeUInt32LE(3);

test.each([
  ["sales.csv", "a,b\n1,2\n", "csv"],
  ["sales.txt", "a;b\n1;2\n", "csv"],
  ["sales.csv", "a\tb\n1\t2\n", "tsv"],
  ["sales.tsv", "name\nx\n", "tsv"],
  ["latin.csv", Buffer.from("n\xe4me,b\n", "latin1"), "csv"],
  ["utf16.csv", Buffer.from("\uFEFFa,b\n", "utf16le"), "csv"],
  ["BM.csv", "BM,MZ\n1,2\n", "csv"],
  ["brackets.csv", "[id],[name]\n1,2\n", "csv"],
  ["data.bin.csv", Buffer.concat([Buffer.from("PAR1abc"), footer, Buffer.from("PAR1")]), "parquet"],
])("%s is told by its content", (filename, content, format) => {
  expect(detect(filename, content)).toEqual({ format, error: null, code: null });
});

test.each([
  ["x.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]), "a PNG image"],
  ["x.xlsx", Buffer.from("PK\x03\x04\0\0"), "an Excel workbook"],
  ["x.zip", Buffer.from("PK\x03\x04\0\0"), "a ZIP archive"],
  ["x.csv", Buffer.from([0x1f, 0x8b, 8, 0]), "a gzip archive"],
  ["x.csv", "%PDF-1.7\n", "a PDF document"],
  ["x.json", '[{"a":1},\n{"a":2}]', "JSON"],
  ["x.ndjson", '{"a":1}\n{"a":2}\n', "JSON"],
  ["x.html", "<!DOCTYPE html><html>", "a web page"],
  ["x.csv", Buffer.from([1, 0, 2, 0, 9]), "a binary file"],
  ["photo.png", "not an image", "named .png but holds plain text"],
])("%s is refused as what it is", (filename, content, what) => {
  expect(detect(filename, content)).toEqual({
    format: null,
    error: `${filename} is ${what}. Tables can be loaded from CSV, TSV and Parquet files.`,
    code: "unsupported_type",
  });
});

test.each([
  ["empty.csv", "", /0 bytes/],
  ["blank.csv", "\uFEFF \r\n\n", /only blank lines/],
  ["cut.parquet", "PAR1 and then nothing more", /cut off or damaged/],
])("%s is of a known type and cannot be loaded", (filename, content, words) => {
  const { error, code } = detect(filename, content);
  expect(code).toBe("invalid");
  expect(error).toMatch(words);
});
