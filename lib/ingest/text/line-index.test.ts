import { expect, test } from "vitest";
import { LineIndex } from "./line-index.ts";

test("each record knows its line, though only changes are kept", () => {
  const index = new LineIndex();
  const lines = [3, 4, 5, 8, 9, 20];
  for (const [at, line] of lines.entries()) index.add(at + 1, line);
  expect(lines.map((_, at) => index.lineOf(at + 1))).toEqual(lines);
  expect(index.lineOf(0)).toBeNull();
});

test("with more changes than are kept, what is not known is not guessed", () => {
  const index = new LineIndex();
  for (let record = 1; record <= 500_000; record++) index.add(record, 2 * record);
  expect(index.lineOf(399_999)).toBe(799_998);
  expect(index.lineOf(499_999)).toBeNull();
});
