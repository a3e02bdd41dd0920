import { DuckDBInstance } from "@duckdb/node-api";
import { expect, it } from "vitest";
import { identifier, textLiteral } from "./identifier.ts";

it("quotes every keyword that DuckDB would misread as a column", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const reader = await connection.runAndReadAll("SELECT keyword_name FROM duckdb_keywords()");
  for (const [keyword] of reader.getRowsJson()) {
    const name = identifier(String(keyword));
    const columns = (
      await connection.runAndReadAll(`SELECT ${name} FROM (SELECT 1 AS ${name}) GROUP BY ALL`)
    ).columnNames();
    expect(columns, name).toEqual([String(keyword)]);
  }
  connection.closeSync();
});

it("quotes what is no plain word and doubles quotes inside", () => {
  expect(identifier("avg_amount")).toBe("avg_amount");
  expect(identifier("unit price")).toBe('"unit price"');
  expect(identifier('a"b')).toBe('"a""b"');
  expect(textLiteral("it's")).toBe("'it''s'");
});
