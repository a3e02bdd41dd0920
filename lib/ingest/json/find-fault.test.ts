import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFault } from "./find-fault.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "find-fault-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function faultOf(text: string) {
  const path = join(folder, "x.json");
  await writeFile(path, text);
  return findFault(path, new AbortController().signal);
}

test.each([
  ["[{'a':1}]", 1, 3, 'a name in double quotes or "}"', `"'"`],
  ["[\n  {a: 1}\n]", 2, 4, 'a name in double quotes or "}"', '"a"'],
  ['[\n{"é": 1,\n "ü" 2}]', 3, 6, "a colon", '"2"'],
  ['{"a": 1 "b": 2}', 1, 9, "a comma or a closing bracket", "a quote"],
  ['{"a": True}', 1, 7, "a value", '"True"'],
  ['{"a": 01}', 1, 7, "a value", '"01"'],
  ['{"a": [1, 2}', 1, 12, "a comma or a closing bracket", '"}"'],
  ['{"a": }', 1, 7, "a value", '"}"'],
  ['{"a": "x\ny"}', 1, 7, "a text with a quote at its end", "one without"],
  ['[{"a":1}]]', 1, 10, "the end of the file", '"]"'],
  ["[{“a”: 1}]", 1, 3, 'a name in double quotes or "}"', '"“"'],
])("%s stops being JSON", async (text, line, column, wanted, found) => {
  expect(await faultOf(text)).toEqual({ line, column, wanted, found });
});

test.each([
  ['[{"a":1.5e-3,"b":[true,null,"\\"]"]},\n{}]'],
  ['{"a":1}\n{"a":2}\n'],
  ['[{"a":NaN,},]'],
  ['[{"a":'],
  ["[".repeat(5_000)],
])("nothing is said of %.40s", async (text) => {
  expect(await faultOf(text)).toBeNull();
});

test("a place in a later chunk is told", async () => {
  const rows = Array.from({ length: 60_000 }, (_, id) => `{"id":${id},"text":"${"é".repeat(10)}"}`);
  const found = await faultOf(`[\n${rows.join(",\n")},\n{"id" 1}\n]`);
  expect(found).toEqual({ line: 60_002, column: 7, wanted: "a colon", found: '"1"' });
});
