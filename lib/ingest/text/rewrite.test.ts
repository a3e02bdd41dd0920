import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findTable } from "./find-table.ts";
import { rewriteTable } from "./rewrite.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rewrite-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function rewrite(content: string, head = content.slice(0, 1_000_000)) {
  const path = (name: string) => join(folder, name);
  await writeFile(path("in"), content, "latin1");
  const copy = await rewriteTable({
    from_path: path("in"),
    offset: 0,
    to_path: path("out"),
    shape: findTable({ head, whole: head.length === content.length }, {}),
    rejects_path: path("rejects"),
    signal: new AbortController().signal,
    on_bytes: () => {},
  });
  return { ...copy, text: await readFile(path("out"), "latin1") };
}

test("records that the reading cuts anywhere come out whole, with their lines", async () => {
  const rows = Array.from(
    { length: 150_000 },
    (_, index) => `${index},"text ${index}${index % 9 === 0 ? "\nmore" : ""}",x`,
  );
  rows[100_000] = "100000,short";
  const { text, records, lines, repairs } = await rewrite(`id,words,x\n${rows.join("\n")}\n`);
  expect(records).toBe(150_000);
  rows[100_000] = "100000,short,";
  expect(text === `${rows.join("\n")}\n`).toBe(true);
  expect(repairs.short).toMatchObject({ count: 1, line: lines.lineOf(100_001) });
  // 11,112 rows before it have a line break inside.
  expect(lines.lineOf(100_001)).toBe(100_002 + 11_112);
});

test("a line of more than 16 MiB is a reject, and the rest is read", async () => {
  const long = `5,${"x".repeat(40_000_000)}`;
  const { records, repairs, text, lines } = await rewrite(
    `id,v\n1,a\n2,b\n3,c\n${long}\n6,d\n7,e\n`,
    "id,v\n1,a\n2,b\n3,c\n",
  );
  expect(text).toBe("1,a\n2,b\n3,c\n6,d\n7,e\n");
  expect(records).toBe(5);
  expect(lines.lineOf(4)).toBe(6);
  expect(repairs).toMatchObject({
    rejected: 1,
    rejects: [{ line: 5, reason: "The line is longer than 16 MiB." }],
  });
});
