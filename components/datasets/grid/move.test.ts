import { expect, test } from "vitest";
import { moved } from "./move.ts";

const extent = { rows: 1000, columns: 5, page: 20 };
const from = { row: 10, column: 2 };

test.each([
  ["ArrowDown", false, { row: 11, column: 2 }],
  ["ArrowUp", false, { row: 9, column: 2 }],
  ["ArrowLeft", false, { row: 10, column: 1 }],
  ["ArrowRight", false, { row: 10, column: 3 }],
  ["PageDown", false, { row: 30, column: 2 }],
  ["PageUp", false, { row: 0, column: 2 }],
  ["Home", false, { row: 10, column: 0 }],
  ["End", false, { row: 10, column: 4 }],
  ["Home", true, { row: 0, column: 0 }],
  ["End", true, { row: 999, column: 4 }],
  ["ArrowDown", true, { row: 999, column: 2 }],
  ["ArrowUp", true, { row: 0, column: 2 }],
] as const)("%s (ctrl %s)", (key, ctrl, to) => expect(moved(from, key, ctrl, extent)).toEqual(to));

test("the edges hold; above the first row is the header", () => {
  expect(moved({ row: 0, column: 0 }, "ArrowUp", false, extent)).toEqual({ row: -1, column: 0 });
  expect(moved({ row: -1, column: 0 }, "ArrowUp", false, extent)).toEqual({ row: -1, column: 0 });
  expect(moved({ row: 999, column: 4 }, "PageDown", false, extent)).toEqual({ row: 999, column: 4 });
  expect(moved({ row: 0, column: 0 }, "ArrowDown", false, { ...extent, rows: 0 })).toEqual({
    row: -1,
    column: 0,
  });
  expect(moved(from, "a", false, extent)).toBeNull();
});
