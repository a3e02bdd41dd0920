import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Catalog, catalogOf } from "#lib/agent/analyst/catalog.ts";
import type { Filter, Intent } from "#lib/agent/analyst/intent.ts";
import { openTestData, type TestData } from "#lib/agent/analyst/test-support/tables.ts";
import { readQuestion } from "./read-question.ts";

let data: TestData;
let catalog: Catalog;
beforeAll(async () => {
  data = await openTestData();
  catalog = catalogOf(data.tables);
});
afterAll(() => data.close());

function intentOf(question: string): Intent {
  const { reading } = readQuestion(question, catalog);
  if (!("intent" in reading)) throw new Error(`not understood: ${question}: ${JSON.stringify(reading)}`);
  return reading.intent;
}
/** An intent in one line: what, by what, under which conditions, in which order. */
function inShort(question: string): string {
  const { kind, measures, groups, filters, columns, order, limit, tables } = intentOf(question);
  const condition = ({ column, operator, values }: Filter) =>
    `${column.name} ${operator} ${values.join("..")}`.trim();
  return [
    kind,
    [
      ...measures.map(({ fn, column }) => (column ? `${fn}(${column.name})` : fn)),
      ...columns.map(({ name }) => name),
    ].join("+"),
    groups.length > 0 ? `by ${groups.map(({ column, grain }) => grain ?? column.name).join("+")}` : "",
    filters.length > 0 ? `where ${filters.map(condition).join(" and ")}` : "",
    `${order ?? ""}${limit ?? ""}`,
    `from ${tables.join("+")}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

describe("functions over groups", () => {
  it.each([
    "What is the average amount by region?",
    "average amount per region",
    "mean amount for each region",
    "avg amount grouped by region",
    "Show me the average amount across regions",
    "average amounts by regions",
    "region: average amount",
    "Can you please tell me the average amount in each region",
    "average amoutn by regoin",
  ])("%s", (question) => {
    expect(inShort(question)).toBe("measure avg(amount) by region from sales");
  });

  it.each([
    ["total amount per month", "measure sum(amount) by month from sales"],
    ["monthly amount", "measure sum(amount) by month from sales"],
    ["sum of quantity by status and region", "measure sum(quantity) by status+region from sales"],
    ["what is the median amount", "measure median(amount) from sales"],
    ["max price", "measure max(unit_price) from sales"],
    ["What is the highest amount?", "measure max(amount) desc from sales"],
    ["lowest unit price", "measure min(unit_price) asc from sales"],
    ["standard deviation of amount", "measure stddev(amount) from sales"],
    ["average and median amount by region", "measure avg(amount)+median(amount) by region from sales"],
    ["average amount and quantity by status", "measure avg(amount)+avg(quantity) by status from sales"],
    ["total revenue by product", "measure sum(amount) by product_name from sales"],
    ["average age by city", "measure avg(age) by city from customers"],
    ["average amount by city", "measure avg(amount) by city from sales+customers"],
  ])("%s", (question, expected) => {
    expect(inShort(question)).toBe(expected);
  });
});

describe("counting", () => {
  it.each([
    ["how many rows", "measure count from sales"],
    ["how many customers", "measure count from customers"],
    ["How many sales are there?", "measure count from sales"],
    ["how many orders are there", "measure count from sales"],
    ["number of sales by status", "measure count by status from sales"],
    ["count by status", "measure count by status from sales"],
    ["breakdown by status", "measure count by status from sales"],
    ["how many distinct cities", "measure count_distinct(city) from customers"],
    ["number of unique products", "measure count_distinct(product_name) from sales"],
    ["how many sales have no amount", "measure count where amount is_null from sales"],
    ["how many closed sales by region", "measure count by region where status = closed from sales"],
    ["how many members are there by region", "measure count by region where is_member = true from sales"],
    ["number of sales per customer name", "measure count by name from sales+customers"],
  ])("%s", (question, expected) => {
    expect(inShort(question)).toBe(expected);
  });
});

describe("rankings", () => {
  it.each([
    ["top 5 products by amount", "measure sum(amount) by product_name desc5 from sales"],
    ["which region has the highest average amount", "measure avg(amount) by region desc from sales"],
    ["the region with the lowest total quantity", "measure sum(quantity) by region asc from sales"],
    ["the 3 most expensive products", "measure max(unit_price) by product_name desc3 from sales"],
    ["what is the most common product", "measure count by product_name desc from sales"],
    ["which product sells the most", "measure sum(amount) by product_name desc from sales"],
    ["top 3 regions", "measure sum(amount) by region desc3 from sales"],
    ["which region has the most sales", "measure sum(amount) by region desc from sales"],
    ["which month had the highest total amount", "measure sum(amount) by month desc from sales"],
  ])("%s", (question, expected) => {
    expect(inShort(question)).toBe(expected);
  });
});

describe("conditions", () => {
  it.each([
    ["average of amount for region = 'North'", "measure avg(amount) where region = North from sales"],
    ["average amount in the north region", "measure avg(amount) where region = North from sales"],
    ["average amount where status is closed", "measure avg(amount) where status = closed from sales"],
    ["total amount except in the north", "measure sum(amount) where region != North from sales"],
    ["sales in 2023", "measure sum(amount) where order_date period 2023-01-01..2024-01-01 from sales"],
    ["show me sales in 2023", "rows where order_date period 2023-01-01..2024-01-01 from sales"],
    ["amount in 2023", "measure sum(amount) where order_date period 2023-01-01..2024-01-01 from sales"],
    [
      "total amount since 2023 by region",
      "measure sum(amount) by region where order_date period 2023-01-01.. from sales",
    ],
    ["total amount before 2023", "measure sum(amount) where order_date period ..2023-01-01 from sales"],
    [
      "total amount in March 2023",
      "measure sum(amount) where order_date period 2023-03-01..2023-04-01 from sales",
    ],
    [
      "total amount in Q2 2022",
      "measure sum(amount) where order_date period 2022-04-01..2022-07-01 from sales",
    ],
    [
      "total amount between January and June 2022",
      "measure sum(amount) where order_date period 2022-01-01..2022-07-01 from sales",
    ],
    [
      "total amount last year",
      "measure sum(amount) where order_date period 2023-01-01..2024-01-01 from sales",
    ],
    ["sales with amount over 40", "rows where amount > 40 from sales"],
    ["orders with amount of at least 40", "rows where amount >= 40 from sales"],
    [
      "average amount for quantity between 2 and 5",
      "measure avg(amount) where quantity between 2..5 from sales",
    ],
    ["customers older than 40", "rows where age > 40 from customers"],
    ["list all customers in Berlin", "rows where city = Berlin from customers"],
    [
      "compare amount for north and south",
      "measure sum(amount) by region where region in North..South from sales",
    ],
    ["compare North and South", "measure sum(amount) by region where region in North..South from sales"],
  ])("%s", (question, expected) => {
    expect(inShort(question)).toBe(expected);
  });
});

describe("other kinds of answers", () => {
  it.each([
    ["distribution of age", "distribution age from customers"],
    ["histogram of amount", "distribution amount from sales"],
    ["trend of amount", "measure sum(amount) by month from sales"],
    ["sales over time", "measure sum(amount) by month from sales"],
    ["share of each status", "share count by status from sales"],
    ["what percentage of sales are closed", "share count by status from sales"],
    ["correlation between amount and quantity", "correlation amount+quantity from sales"],
    ["amount vs quantity", "correlation amount+quantity from sales"],
    ["show me the first 10 rows", "rows 10 from sales"],
    ["first 3 customers", "rows 3 from customers"],
    ["what columns are there", "describe from customers+sales"],
    ["describe the customers table", "describe from customers"],
  ])("%s", (question, expected) => {
    expect(inShort(question)).toBe(expected);
  });

  it("keeps the kind of chart that is asked for", () => {
    expect(intentOf("sum of quantity by status as a pie chart").hint).toBe("pie");
    expect(intentOf("total amount by region as a line").hint).toBe("line");
  });
});

describe("assumptions", () => {
  it.each([
    ["total revenue by product", "I took “revenue” to mean the column amount."],
    ["average amoutn", "I took “amoutn” to mean the column amount."],
    ["how many rows", "There are several tables; I took sales."],
    ["total amount last year", "I took the last year to be the last in the data: in 2023."],
    ["unit price by region", "I averaged unit_price, since a sum of it would say little."],
  ])("%s", (question, sentence) => {
    expect(intentOf(question).assumptions).toContain(sentence);
  });
});

describe("what the data cannot answer", () => {
  it.each([
    ["how many unicorns live in Paris", "unicorns"],
    ["what is the average happiness by region", "happiness"],
    ["average amount by planet", "planet"],
    ["total amount in Atlantis", "Atlantis"],
    ["average amount for region = 'Nowhere' by mood", "mood"],
    ["sales per day of week", "days of the week"],
    ["sales not shipped", "shipped"],
    ["average unit price per amount", "amount is an amount"],
    ["average amount not by region", "not"],
    ["which region is the slowest", "slowest"],
    ["why is the sky blue?", ""],
    ["asdf", ""],
    ["", ""],
  ])("%s", (question, word) => {
    const { reading } = readQuestion(question, catalog);
    expect(reading).toHaveProperty("misunderstood");
    if ("misunderstood" in reading) expect(reading.misunderstood.reason).toContain(word);
  });

  it("does not join tables that share no key", () => {
    const alone = catalogOf(
      data.tables.map((table) => ({
        ...table,
        columns: table.columns.filter(({ name }) => name !== "customer_id"),
      })),
    );
    const { reading } = readQuestion("average amount by city", alone);
    expect(reading).toMatchObject({ misunderstood: { reason: expect.stringContaining("share no key") } });
  });
});

describe("a very long question", () => {
  it("is read to a bound, quickly, and that is said", () => {
    const started = performance.now();
    const { question } = readQuestion("average amount by region and ".repeat(400), catalog);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(question.assumptions).toContain("I read only the beginning of that long question.");
  });
});

describe("without a profile", () => {
  it("reads columns by name, and values next to a column that is named", () => {
    const bare = catalogOf(data.tables.map((table) => ({ ...table, profile: null })));
    const { reading } = readQuestion("average amount by region where status is closed", bare);
    expect(reading).toMatchObject({
      intent: { measures: [{ fn: "avg" }], filters: [{ operator: "same_text", values: ["closed"] }] },
    });
  });
});
