import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AgentEvent } from "#lib/agent/schema.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import { analyst } from "./analyst.ts";
import { openTestData, type TestData } from "./test-support/tables.ts";
import { testToolbox } from "./test-support/toolbox.ts";

let data: TestData;
beforeAll(async () => {
  data = await openTestData();
});
afterAll(() => data.close());

async function answerTo(text: string, { tables = data.tables } = {}) {
  const tools = testToolbox({ ...data, tables });
  const events: AgentEvent[] = [];
  const signal = new AbortController().signal;
  for await (const event of analyst.run({ ask: { kind: "question", text }, history: [], tools, signal }))
    events.push(event);
  const said = events.map((event) =>
    event.type === "text" ? event.delta : event.type === "text-end" ? "\n" : "",
  );
  const queries = events.flatMap((event) => (event.type === "query" ? [event.query] : []));
  const plots = events.flatMap((event) => (event.type === "plot" ? [event.plot] : []));
  return { events, text: said.join(""), queries, plots };
}

describe("what a sentence names", () => {
  it("its conditions, and so do the purpose and the title of the chart", async () => {
    const total = await answerTo("total quantity for north in 2023");
    expect(total.text).toMatch(/^For region North in 2023, the total quantity is \d+\.\n$/);
    expect(total.events.find(({ type }) => type === "query")).toMatchObject({
      query: { purpose: "Total quantity for region North in 2023" },
    });
    const best = await answerTo("which region has the highest quantity in 2023");
    expect(best.text).toMatch(/^In 2023, \w+ has the highest total quantity/);
    expect(best.plots[0]?.title).toBe("Total quantity by region in 2023");
    expect((await answerTo("sales with quantity over 500")).text).toBe(
      "There are no rows for quantity over 500.\n",
    );
  });

  it("how many columns there are, even when not all are described", async () => {
    const names = Array.from({ length: 70 }, (_, i) => `n${i}`);
    await data.run(
      `CREATE OR REPLACE TABLE wide AS SELECT ${names.map((name) => `1 AS ${name}`).join(", ")}`,
    );
    const columns = names.map((name) => ({ name, type: "INTEGER", nullable: true }));
    const wide = { ...(data.tables[0] as TableInfo), table: "wide", row_count: 1, columns, profile: null };
    expect((await answerTo("describe the data", { tables: [wide] })).text).toContain(
      "wide has 1 row and 70 columns",
    );
    expect((await answerTo("distribution of n3", { tables: [wide] })).text).toContain("N3 is 1 in every row");
  });

  it("that averages over time are of rows and not of totals", async () => {
    const { events } = await answerTo("average quantity per month");
    expect(events.find(({ type }) => type === "assumptions")).toMatchObject({
      assumptions: expect.arrayContaining(["I averaged the rows of each month, not its totals."]),
    });
  });

  it("the column of a group that is a number or a yes-or-no", async () => {
    expect((await answerTo("average quantity by is_member")).text).toMatch(
      /^is member = (true|false) has the highest/,
    );
  });

  it("the values there are, and a near question, when one of two does not exist", async () => {
    const { text, queries } = await answerTo("compare open and posted");
    expect(queries.filter(({ result }) => result).length).toBe(queries.length);
    expect(text).toContain("“posted” is no value of status, which has closed, open, returned");
    expect(text).toContain("- What is the total amount by status?");
  });

  it("near questions that count what is counted in the data, when a count is not understood", async () => {
    const { text } = await answerTo("how many cups were sold", { tables: [data.tables[1] as TableInfo] });
    expect(text).toMatch(/- What is the total quantity by/);
  });
});
