import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commentFreeCopy, withoutComments } from "./comments.ts";

test.each([
  ['{"a":1} // one', '{"a":1}       '],
  ['{"a": /* two\nlines */ 2}', '{"a":       \n         2}'],
  ['["http://x", "/*", "\\"//"]', '["http://x", "/*", "\\"//"]'],
  ["/**/[1]/***/", "    [1]     "],
  ["[1] /", "[1] /"],
  ["[1 / 2]", "[1 / 2]"],
])("%j", (text, bare) => {
  expect(withoutComments(text)).toBe(bare);
});

test("a comment that two chunks share is left out, and nothing else moves", async () => {
  const folder = await mkdtemp(join(tmpdir(), "comments-"));
  try {
    const path = join(folder, "x.json");
    // A chunk of a file is 64 KiB: the slashes stand at its end and at the next one's beginning.
    const text = `["${"x".repeat(64 * 1024 - 5)}",//é\n1]`;
    await writeFile(path, text);
    const tools = {
      sql: () => Promise.reject(new Error("none")),
      report: () => {},
      signal: new AbortController().signal,
      scratch: { clean: join(folder, "clean") },
    };
    const copy = await readFile(await commentFreeCopy(tools, path), "utf8");
    expect(copy).toBe(text.replace("//é", "    "));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
