import { expect, test } from "vitest";
import { identifierOf, tableNameOf, uniqueName } from "./table-name.ts";

test.each([
  ["sales.csv", "sales"],
  ["My Sales (final) v1.2.csv", "my_sales_final_v1_2"],
  ["SalesData.CSV", "sales_data"],
  ["sales.2024.csv", "sales_2024"],
  ["events.csv.gz", "events"],
  ["2024-q1.parquet", "t_2024_q1"],
  ["Größe.csv", "grosse"],
  ["Café Olé.tsv", "cafe_ole"],
  ["продажи.csv", "продажи"],
  ["売上 2024.csv", "売上_2024"],
  ["order.csv", "order_"],
  ["SELECT.csv", "select_"],
  ["../../etc/passwd", "passwd"],
  ["C:\\data\\x.csv", "x"],
  ["'; DROP TABLE t; --.csv", "drop_table_t"],
  [".csv", "csv"],
  ["---.csv", "data"],
  ["", "data"],
])("%j makes the table %s", (filename, table) => {
  expect(tableNameOf(filename)).toBe(table);
});

test("a name never grows beyond 60 characters, numbered or not", () => {
  const long = tableNameOf(`${"abcdefghij".repeat(30)}.csv`);
  expect(long.length).toBeLessThanOrEqual(60);
  expect(uniqueName(long, [long]).length).toBeLessThanOrEqual(60);
  expect(uniqueName(long, [long])).toMatch(/_2$/);
});

test("a taken name is numbered, whatever its case", () => {
  expect(uniqueName("sales", [])).toBe("sales");
  expect(uniqueName("sales", ["SALES", "sales_2"])).toBe("sales_3");
});

test("a name that is already an identifier stays as it is", () => {
  expect(identifierOf("by_region", "derived")).toBe("by_region");
});
