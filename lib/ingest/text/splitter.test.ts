import { expect, test } from "vitest";
import { emptyScan, type Splitter, scanRecord, splitRecord } from "./splitter.ts";

const COMMA: Splitter = { delimiter: ",", runs: false, quote: '"', escape: '"' };

function all(text: string, splitter = COMMA) {
  const scan = emptyScan();
  const records: { fields: string[]; regular: boolean; lines: number }[] = [];
  for (let at = 0; at < text.length; at = scan.next) {
    scanRecord(text, at, splitter, scan);
    const fields = splitRecord(text, at, scan.end, splitter);
    expect(scan.fields).toBe(fields.length);
    records.push({ fields, regular: scan.regular, lines: scan.lines });
  }
  return records;
}

test("fields, quoted fields and line ends", () => {
  expect(all('a,"b ""x"", y",\r\n"1\n2",,3\rz')).toEqual([
    { fields: ["a", 'b "x", y', ""], regular: true, lines: 1 },
    { fields: ["1\n2", "", "3"], regular: true, lines: 2 },
    { fields: ["z"], regular: true, lines: 1 },
  ]);
});

test("a quote inside a quoted field that nothing ends is text, and is noticed", () => {
  expect(all('"5" nail",x\n')).toEqual([{ fields: ['5" nail', "x"], regular: false, lines: 1 }]);
  expect(all('"open,x\ny')).toEqual([{ fields: ["open,x\ny"], regular: false, lines: 2 }]);
});

test("a delimiter of several characters, runs of spaces, and none", () => {
  expect(all("a::b:c::", { ...COMMA, delimiter: "::" })[0]?.fields).toEqual(["a", "b:c", ""]);
  expect(all("a   b c", { ...COMMA, delimiter: " ", runs: true })[0]?.fields).toEqual(["a", "b", "c"]);
  expect(all('"a,b"\nc,d', { ...COMMA, delimiter: "" }).map(({ fields }) => fields)).toEqual([
    ["a,b"],
    ["c,d"],
  ]);
});

test("a backslash escapes quotes and itself, and stays before anything else", () => {
  const splitter = { ...COMMA, escape: "\\" };
  expect(all('"a \\"b\\" \\\\","c\\n"', splitter)[0]).toEqual({
    fields: ['a "b" \\', "c\\n"],
    regular: true,
    lines: 1,
  });
});
