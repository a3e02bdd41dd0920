import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { BytesSeen } from "./bytes-seen.ts";

const digest = (text: string) => createHash("sha256").update(text).digest("hex");
async function* chunks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}
async function pass(seen: BytesSeen, id: string, offset: number, ...texts: string[]): Promise<string> {
  const passed: Buffer[] = [];
  for await (const chunk of seen.following(id, offset)(chunks(...texts))) passed.push(chunk);
  return Buffer.concat(passed).toString();
}

test("an upload is hashed over all its requests, and its bytes pass unchanged", async () => {
  const seen = new BytesSeen();
  expect(await pass(seen, "a", 0, "one", "two")).toBe("onetwo");
  await pass(seen, "b", 0, "other");
  await pass(seen, "a", 6, "three");
  expect(seen.take("a", 11)).toBe(digest("onetwothree"));
  expect(seen.take("b", 5)).toBe(digest("other"));
});

test("nothing is said of an upload whose bytes were not all seen once, in order", async () => {
  const seen = new BytesSeen();
  await pass(seen, "late", 3, "two");
  expect(seen.take("late", 6)).toBeNull();
  await pass(seen, "gap", 0, "one");
  await pass(seen, "gap", 2, "etwo");
  expect(seen.take("gap", 6)).toBeNull();
  await pass(seen, "failed", 0, "one");
  seen.forget("failed");
  expect(seen.take("failed", 3)).toBeNull();
  await pass(seen, "short", 0, "one");
  expect(seen.take("short", 4)).toBeNull();
});

test("one that begins again from the first byte is hashed anew", async () => {
  const seen = new BytesSeen();
  await pass(seen, "a", 0, "wrong");
  await pass(seen, "a", 0, "right");
  expect(seen.take("a", 5)).toBe(digest("right"));
});
