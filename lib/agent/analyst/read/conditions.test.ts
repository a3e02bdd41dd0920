import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Catalog, catalogOf } from "#lib/agent/analyst/catalog.ts";
import { measureSql } from "#lib/agent/analyst/sql/measure-sql.ts";
import { rowsSql } from "#lib/agent/analyst/sql/rows-sql.ts";
import { openTestData, type TestData } from "#lib/agent/analyst/test-support/tables.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import { readQuestion } from "./read-question.ts";

let data: TestData;
let catalog: Catalog;
beforeAll(async () => {
  data = await openTestData();
  catalog = catalogOf(data.tables);
});
afterAll(() => data.close());

function sqlOf(question: string, from = catalog): string {
  const { reading } = readQuestion(question, from);
  if (!("intent" in reading)) throw new Error(`${question}: ${JSON.stringify(reading)}`);
  const { intent } = reading;
  return (intent.kind === "rows" ? rowsSql : measureSql)(intent, from).replaceAll(/\s+/g, " ");
}

describe("conditions are read whole", () => {
  it.each([
    ["total amount by region except north and south", "region NOT IN ('North', 'South')"],
    ["total amount for regions other than north", "region IS DISTINCT FROM 'North'"],
    ["how many values are missing in amount", "amount IS NULL"],
    ["how many sales have no value in amount", "amount IS NULL"],
    ["average amount where is_member = yes", "is_member = true"],
    ["how many customers younger than 40", "age < 40"],
    ["customers between 25 and 40 years old", "age BETWEEN 25 AND 40"],
    [
      "total amount in the last 3 months",
      "order_date >= DATE '2023-10-01' AND order_date < DATE '2024-01-01'",
    ],
    ["total amount in the past 7 days", "order_date >= DATE '2023-12-13' AND order_date < DATE '2023-12-20'"],
    ["2022 vs 2023 amount", "order_date >= DATE '2022-01-01' AND order_date < DATE '2024-01-01'"],
  ])("%s", (question, condition) => {
    expect(sqlOf(question)).toContain(condition);
  });

  it.each([
    ["latest order date", "SELECT max(order_date)"],
    ["first order date", "SELECT min(order_date)"],
    ["last 10 sales", "ORDER BY order_date DESC NULLS LAST LIMIT 10"],
    ["the three regions with the highest quantity", "LIMIT 3"],
    ["total amount by region, lowest first", "ORDER BY total_amount ASC"],
    ["rank regions by amount", "SELECT region, sum(amount)"],
    ["worst region in 2023", "sum(amount)"],
    ["show the top 10 rows by amount", "SELECT * FROM sales ORDER BY amount DESC NULLS LAST LIMIT 10"],
    [
      "how did north and south develop over time",
      "SELECT CAST(date_trunc('month', order_date) AS DATE) AS month, region, sum(amount)",
    ],
    ["lowest 3 products by average amount", "avg(amount)"],
  ])("%s", (question, part) => {
    expect(sqlOf(question)).toContain(part);
  });
});

describe("columns that say yes or no", () => {
  const flags: TableInfo = {
    dataset_id: "people",
    table: "people",
    filename: "people.csv",
    fingerprint: "0".repeat(64),
    row_count: 100,
    parquet_path: "/nowhere",
    columns: ["person_id", "survived", "sex", "fare"].map((name) => ({
      name,
      type: name === "sex" ? "VARCHAR" : "BIGINT",
      nullable: true,
    })),
    profile: {
      row_count: 100,
      columns: [
        ["person_id", 100, "1", "100"],
        ["survived", 2, "0", "1"],
        ["sex", 2, "female", "male"],
        ["fare", 60, "5", "90"],
      ].map(([name, distinct, min, max]) => ({
        name: String(name),
        type: name === "sex" ? "VARCHAR" : "BIGINT",
        nulls: 0,
        distinct: Number(distinct),
        min: String(min),
        max: String(max),
        mean: null,
        histogram: null,
        top:
          name === "sex"
            ? [
                { value: "male", count: 60 },
                { value: "female", count: 40 },
              ]
            : null,
      })),
    },
  };
  it.each([
    ["how many persons survived", "SELECT count(*) AS count FROM people WHERE survived = 1"],
    ["how many persons did not survive", "SELECT count(*) AS count FROM people WHERE survived = 0"],
    ["average fare of those who survived", "SELECT avg(fare) AS avg_fare FROM people WHERE survived = 1"],
    [
      "average survived by sex",
      "SELECT sex, avg(survived) AS avg_survived FROM people GROUP BY ALL ORDER BY avg_survived DESC NULLS LAST, sex",
    ],
  ])("%s", (question, sql) => {
    expect(sqlOf(question, catalogOf([flags]))).toBe(sql);
  });
});
