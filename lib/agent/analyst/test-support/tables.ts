import { DuckDBInstance } from "@duckdb/node-api";
import type { ColumnProfile, TableInfo } from "#lib/datasets/schema.ts";

/** Two small tables with a story: a season, a region that differs, an outlier, missing values. */
const STATEMENTS = [
  `CREATE TABLE customers AS SELECT * FROM (VALUES
    (1, 'Ada', 'Berlin', 34), (2, 'Ben', 'Paris', 51), (3, 'Cleo', 'Berlin', 28), (4, 'Dan', 'New York', 45), (5, 'Eve', 'Paris', 39)
  ) t(customer_id, name, city, age)`,
  `CREATE TABLE sales AS SELECT
    i AS order_id,
    DATE '2022-01-01' + CAST(i * 3 AS INTEGER) AS order_date,
    ['North', 'South', 'East', 'West'][1 + i % 4] AS region,
    ['Lamp', 'Desk', 'Chair', 'Shelf', 'Sofa', 'Rug', 'Vase'][1 + i % 7] AS product_name,
    ['open', 'closed', 'closed', 'returned'][1 + (i // 3) % 4] AS status,
    1 + i % 5 AS customer_id,
    CASE WHEN i % 50 = 7 THEN NULL ELSE CAST(20 + (i * 37) % 100 + 30 * (i % 4) AS DOUBLE) / 2 END AS amount,
    1 + i % 9 AS quantity,
    CAST(5 + i % 40 AS DECIMAL(10, 2)) AS unit_price,
    i % 3 = 0 AS is_member
  FROM range(240) r(i)`,
];

export interface TestData {
  tables: TableInfo[];
  run(sql: string): Promise<{ columns: { name: string; type: string }[]; rows: unknown[][] }>;
  close(): void;
}

/** An in-process DuckDB with the two tables and their profiles. For tests alone: strangers' SQL never runs in this process. */
export async function openTestData(): Promise<TestData> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const statement of STATEMENTS) await connection.run(statement);
  const run: TestData["run"] = async (sql) => {
    const reader = await connection.runAndReadAll(sql);
    const names = reader.deduplicatedColumnNames();
    const types = reader.columnTypes().map(String);
    return { columns: names.map((name, i) => ({ name, type: types[i] ?? "" })), rows: reader.getRowsJson() };
  };
  const tables = await Promise.all(["customers", "sales"].map((table) => describeTable(table, run)));
  return { tables, run, close: () => connection.closeSync() };
}

async function describeTable(table: string, run: TestData["run"]): Promise<TableInfo> {
  const { columns } = await run(`SELECT * FROM ${table} LIMIT 0`);
  const [[total = 0] = []] = (await run(`SELECT count(*) FROM ${table}`)).rows;
  const profiles = await Promise.all(columns.map((column) => describeColumn(table, column, run)));
  return {
    dataset_id: table,
    table,
    filename: `${table}.csv`,
    fingerprint: "0".repeat(64),
    row_count: Number(total),
    columns: columns.map(({ name, type }) => ({ name, type, nullable: true })),
    profile: { row_count: Number(total), columns: profiles },
    parquet_path: `/nowhere/${table}.parquet`,
  };
}

async function describeColumn(
  table: string,
  { name, type }: { name: string; type: string },
  run: TestData["run"],
): Promise<ColumnProfile> {
  const facts = `SELECT count(*) - count(${name}), count(DISTINCT ${name}), CAST(min(${name}) AS VARCHAR), CAST(max(${name}) AS VARCHAR) FROM ${table}`;
  const [[nulls, distinct, min, max] = []] = (await run(facts)).rows;
  const top =
    type === "VARCHAR"
      ? (await run(`SELECT ${name}, count(*) FROM ${table} GROUP BY 1 ORDER BY 2 DESC LIMIT 10`)).rows
      : null;
  return {
    name,
    type,
    nulls: Number(nulls),
    distinct: Number(distinct),
    min: String(min),
    max: String(max),
    mean: null,
    histogram: null,
    top: top?.map(([value, count]) => ({ value: String(value), count: Number(count) })) ?? null,
  };
}
