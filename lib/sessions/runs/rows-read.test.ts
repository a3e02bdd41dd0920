import { expect, test } from "vitest";
import { rowsRead } from "./rows-read.ts";

const read = (...datasets: [table: string, fingerprint: string, row_count?: number][]) => ({
  datasets: datasets.map(([table, fingerprint, row_count]) => ({
    table,
    fingerprint,
    ...(row_count === undefined ? {} : { row_count }),
  })),
});

test("each table counts once, whatever reads it", () => {
  expect(rowsRead([read(["sales", "a", 400]), read(["sales", "a", 400], ["regions", "b", 4])])).toBe(404);
});

test("a table that was replaced in between counts as two", () => {
  expect(rowsRead([read(["top", "a", 10]), read(["top", "b", 30])])).toBe(40);
});

test("queries that read no table read no rows; an unknown length is not guessed", () => {
  expect(rowsRead([read()])).toBe(0);
  expect(rowsRead([read(["sales", "a"]), read(["regions", "b", 4])])).toBeUndefined();
});
