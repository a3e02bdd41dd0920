import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Catalog, catalogOf } from "#lib/agent/analyst/catalog.ts";
import { openTestData, type TestData } from "#lib/agent/analyst/test-support/tables.ts";
import { readConversation } from "./follow-up.ts";
import { readQuestion } from "./read-question.ts";

let data: TestData;
let catalog: Catalog;
beforeAll(async () => {
  data = await openTestData();
  catalog = catalogOf(data.tables);
});
afterAll(() => data.close());

const reasonFor = (question: string): string => {
  const { reading } = readQuestion(question, catalog);
  return "misunderstood" in reading ? reading.misunderstood.reason : `understood: ${question}`;
};

describe("what would be answered wrongly is not answered", () => {
  it.each([
    ["cumulative amount by month", "running totals"],
    ["running total of amount", "running totals"],
    ["growth of amount from March 2022 to June 2023", "neighbouring"],
    ["percent difference in amount between north and south", "relative differences"],
    ["year over year growth by region", "region"],
    ["growth of age", "columns of one table"],
    ["which region grew the most", "region"],
    ["ratio of quantity to amount", "ratios"],
    ["sales above the 90th percentile of amount", "pick rows"],
    ["top decile of amount", "top"],
    ["forecast amount for 2026", "how far"],
    ["forecast amount by region", "region"],
    ["forecast happiness", "happiness"],
    ["effect of amount", "which column depends on which"],
    ["what affects amount", "which column may have an effect"],
    ["is the difference between north and south significant", "name the number"],
    ["how many rows have missing values", "not the rows"],
    ["interquartile range of amount", "quartiles"],
    ["mode of region and status", "one column at a time"],
    ["median amount significantly different by region", "median"],
    ["outliers of amount by month", "each period"],
    ["second highest region by amount", "second"],
    ["average of the monthly totals", "one figure of another"],
    ["how many sales per day on average", "counted"],
    ["share of sales by region and status", "shares within groups"],
    ["correlation of amount and quantity by region", "correlation for each group"],
    ["when was the highest amount", "when"],
    ["who has the highest amount", "who"],
    ["top product in each region", "first of each group"],
    ["regions with average amount above 30", "total or average"],
    ["amount above the average", "above"],
    ["average city", "no numbers"],
    ["sales with 5", "the number 5"],
    ["is amount more than quantity", "compared"],
    ["did north bring in more?", "do not say with what"],
    ["sales in north or closed", "alternatives"],
    ["total amount by region squared", "squared"],
    ["how many sales not", "not"],
    ["sales under 40 by colour", "colour"],
    ["customers under 40 in Rome", "Rome"],
  ])("%s", (question, word) => {
    expect(reasonFor(question)).toContain(word);
  });

  it("names the values there are when one of two is none", () => {
    expect(reasonFor("compare open and posted")).toBe(
      "“posted” is no value of status, which has closed, open, returned",
    );
  });

  it("does not take the opposite of a name for a misspelling of it", () => {
    expect(reasonFor("how many nonmember sales")).toContain("nonmember");
  });

  it("passes over no letter that may be a value, and takes no superlative for a misspelling", () => {
    expect(reasonFor("how many sales with status X")).toContain("X");
    expect(reasonFor("statusest sales")).toContain("statusest");
  });

  it("does not choose among many columns of one name", () => {
    const columns = Array.from({ length: 9 }, (_, i) => ({
      name: `sensor_${i}`,
      type: "DOUBLE",
      nullable: true,
    }));
    const wide = catalogOf([{ ...(data.tables[1] as TestData["tables"][number]), columns, profile: null }]);
    const { reading } = readQuestion("average sensor", wide);
    expect(reading).toMatchObject({ misunderstood: { reason: expect.stringContaining("may be any of") } });
  });

  it("holds for a follow-up too", () => {
    const { reading } = readConversation(["total amount and average quantity by region", "growth?"], catalog);
    expect(reading).toHaveProperty("misunderstood");
  });
});

describe("a table without numbers", () => {
  const column = (name: string, type: string) => ({ name, type, nullable: true });
  const columns = [column("date", "DATE"), column("close", "VARCHAR"), column("open", "VARCHAR")];
  const prices = catalogOf([
    {
      dataset_id: "d",
      table: "prices",
      filename: "prices.csv",
      fingerprint: "f",
      row_count: 10,
      columns,
      profile: null,
      parquet_path: "",
    },
  ]);

  it.each(["highest close", "what was the highest close in 2017?", "max open by month", "lowest open"])(
    "%s is not answered by counting rows",
    (question) => {
      const { reading } = readQuestion(question, prices);
      expect("misunderstood" in reading && reading.misunderstood.reason).toMatch(/no column of numbers/);
    },
  );

  it("still counts what is counted", () => {
    for (const question of ["how many rows", "most common close", "count by close"])
      expect(readQuestion(question, prices).reading).toHaveProperty("intent");
  });
});
