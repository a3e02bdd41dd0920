import { expect, test } from "vitest";
import type { RowFilter } from "#lib/datasets/schema.ts";
import { FilterFault } from "./comparable.ts";
import { filterSql } from "./filter-sql.ts";

const sql = (type: string, filter: Omit<RowFilter, "column">, name = "x") =>
  filterSql({ name, type, nullable: true }, { column: name, ...filter });

test("names and values are quoted, whatever they hold", () => {
  expect(sql("VARCHAR", { operator: "==", value: "o'clock" }, 'a"b')).toBe(`"a""b" = 'o''clock'`);
  expect(sql("VARCHAR", { operator: "contains", value: "'; DROP" })).toBe(
    `contains(lower(CAST("x" AS VARCHAR)), lower('''; DROP'))`,
  );
});

test("whole numbers stay exact, fractions meet whole columns as fractions", () => {
  expect(sql("BIGINT", { operator: "==", value: "9007199254740993" })).toBe(`"x" = (9007199254740993)`);
  expect(sql("BIGINT", { operator: ">", value: 1.5 })).toBe(`CAST("x" AS DOUBLE) > CAST('1.5' AS DOUBLE)`);
  expect(sql("DECIMAL(18,2)", { operator: "<=", value: -0.1 })).toBe(`"x" <= (-0.1)`);
});

test("a day on timestamps is the whole day, a time is a moment", () => {
  expect(sql("TIMESTAMP", { operator: "==", value: "2024-02-29" })).toBe(
    `CAST("x" AS DATE) = DATE '2024-02-29'`,
  );
  expect(sql("TIMESTAMP WITH TIME ZONE", { operator: "<", value: "2024-02-29T10:00Z" })).toBe(
    `CAST("x" AS TIMESTAMP) < CAST('2024-02-29T10:00' AS TIMESTAMP)`,
  );
});

test("lists and ranges", () => {
  expect(sql("INTEGER", { operator: "not_in", value: [1, 2] })).toBe(`NOT ("x" = (1) OR "x" = (2))`);
  expect(sql("DATE", { operator: "between", value: ["2024-01-01", "2024-01-31"] })).toBe(
    `("x" >= DATE '2024-01-01' AND "x" <= DATE '2024-01-31')`,
  );
});

test.each([
  ["INTEGER", { operator: "==", value: "12; DROP TABLE t" }],
  ["DOUBLE", { operator: ">", value: "1e999" }],
  ["INTEGER", { operator: "==" }],
  ["INTEGER", { operator: "==", value: [1] }],
  ["INTEGER", { operator: "between", value: [1] }],
  ["INTEGER", { operator: "in", value: [] }],
  ["INTEGER", { operator: "in", value: 1 }],
  ["DATE", { operator: "==", value: "2024-02-30" }],
  ["TIMESTAMP", { operator: "==", value: "yesterday" }],
  ["BOOLEAN", { operator: "==", value: "maybe" }],
] as const)("%s does not take %j", (type, filter) => {
  expect(() => sql(type, filter as unknown as RowFilter)).toThrow(FilterFault);
});
