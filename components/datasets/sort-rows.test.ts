import { expect, test } from "vitest";
import type { Json } from "#lib/core/schema.ts";
import { nextColumnSort, sortRows } from "./sort-rows.ts";

const sorted = (values: Json[], type: string, direction: "asc" | "desc" = "asc") =>
  sortRows(
    values.map((value, at) => [value, at]),
    { column: 0, direction },
    type,
  ).map(([value]) => value);

test("numbers compare as numbers, also beyond 2^53 and as text", () => {
  expect(sorted([10, 9, "9007199254740993", -1.5, "9007199254740992"], "HUGEINT")).toEqual([
    -1.5,
    9,
    10,
    "9007199254740992",
    "9007199254740993",
  ]);
});

test("missing values come last either way; NaN stands above infinity", () => {
  const values = [null, "NaN", 1, "-Infinity", "Infinity", null, 0];
  expect(sorted(values, "DOUBLE")).toEqual(["-Infinity", 0, 1, "Infinity", "NaN", null, null]);
  expect(sorted(values, "DOUBLE", "desc")).toEqual(["NaN", "Infinity", 1, 0, "-Infinity", null, null]);
});

test("text, dates and what is true keep their own order; equal rows stay as they stood", () => {
  expect(sorted(["b", "a", "B"], "VARCHAR")).toEqual(["B", "a", "b"]);
  expect(sorted(["2024-02-01", "2023-12-31"], "DATE")).toEqual(["2023-12-31", "2024-02-01"]);
  expect(sorted([true, false], "BOOLEAN")).toEqual([false, true]);
  const rows = [
    ["x", 1],
    ["x", 2],
    ["x", 3],
  ];
  expect(sortRows(rows, { column: 0, direction: "desc" }, "VARCHAR")).toEqual(rows);
});

test("a head is clicked through ascending, descending and none", () => {
  const first = nextColumnSort(null, 1);
  const second = nextColumnSort(first, 1);
  expect([first?.direction, second?.direction, nextColumnSort(second, 1)]).toEqual(["asc", "desc", null]);
  expect(nextColumnSort(second, 2)).toEqual({ column: 2, direction: "asc" });
});
