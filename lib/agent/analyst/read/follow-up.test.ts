import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Catalog, catalogOf } from "#lib/agent/analyst/catalog.ts";
import { measureSql } from "#lib/agent/analyst/sql/measure-sql.ts";
import { openTestData, type TestData } from "#lib/agent/analyst/test-support/tables.ts";
import { readConversation } from "./follow-up.ts";

let data: TestData;
let catalog: Catalog;
beforeAll(async () => {
  data = await openTestData();
  catalog = catalogOf(data.tables);
});
afterAll(() => data.close());

function sqlAfter(...questions: string[]): string {
  const { reading } = readConversation(questions, catalog);
  if (!("intent" in reading)) throw new Error(JSON.stringify(reading));
  return measureSql(reading.intent, catalog).replaceAll(/\s+/g, " ");
}
const FIRST = "What is the average amount by region?";

describe("follow-ups", () => {
  it.each([
    [
      "and by month?",
      "SELECT CAST(date_trunc('month', order_date) AS DATE) AS month, avg(amount) AS avg_amount FROM sales GROUP BY ALL ORDER BY month",
    ],
    [
      "by status instead",
      "SELECT status, avg(amount) AS avg_amount FROM sales GROUP BY ALL ORDER BY avg_amount DESC NULLS LAST, status",
    ],
    [
      "only for north",
      "SELECT region, avg(amount) AS avg_amount FROM sales WHERE region = 'North' GROUP BY ALL ORDER BY avg_amount DESC NULLS LAST, region",
    ],
    [
      "and the median?",
      "SELECT region, median(amount) AS median_amount FROM sales GROUP BY ALL ORDER BY median_amount DESC NULLS LAST, region",
    ],
    [
      "as a line",
      "SELECT region, avg(amount) AS avg_amount FROM sales GROUP BY ALL ORDER BY avg_amount DESC NULLS LAST, region",
    ],
    ["What is the total quantity?", "SELECT sum(quantity) AS total_quantity FROM sales"],
  ])("%s", (followUp, sql) => {
    expect(sqlAfter(FIRST, followUp)).toBe(sql);
  });

  it("builds up over several turns, and a new value takes the place of the old", () => {
    const sql = sqlAfter(FIRST, "only for closed", "and the median?", "what about open?");
    expect(sql).toContain("median(amount)");
    expect(sql).toContain("WHERE status = 'open'");
    expect(sql).not.toContain("closed");
  });

  it("says that it read a change to the question before", () => {
    const { reading } = readConversation([FIRST, "and by month?"], catalog);
    expect(reading).toMatchObject({
      intent: {
        assumptions: expect.arrayContaining([expect.stringContaining("change to the question before")]),
      },
    });
  });

  it("does not pass over a value that is nowhere in the data", () => {
    expect(readConversation([FIRST, "only for Atlantis"], catalog).reading).toHaveProperty("misunderstood");
  });
});
