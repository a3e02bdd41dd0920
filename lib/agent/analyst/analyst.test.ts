import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AgentEvent, Ask, PastTurn } from "#lib/agent/schema.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import { analyst } from "./analyst.ts";
import { suggestQuestions } from "./suggest-questions.ts";
import { openTestData, type TestData } from "./test-support/tables.ts";
import { testToolbox } from "./test-support/toolbox.ts";

let data: TestData;
beforeAll(async () => {
  data = await openTestData();
});
afterAll(() => data.close());

async function answerTo(ask: Ask | string, { tables = data.tables, history = [] as PastTurn[] } = {}) {
  const tools = testToolbox({ ...data, tables });
  const events: AgentEvent[] = [];
  const turn = {
    ask: typeof ask === "string" ? { kind: "question" as const, text: ask } : ask,
    history,
    tools,
    signal: new AbortController().signal,
  };
  for await (const event of analyst.run(turn)) events.push(event);
  const text = events
    .map((event) => (event.type === "text" ? event.delta : event.type === "text-end" ? "\n" : ""))
    .join("");
  const queries = events.flatMap((event) => (event.type === "query" ? [event.query] : []));
  const plots = events.flatMap((event) => (event.type === "plot" ? [event.plot] : []));
  return { events, text, queries, plots, rows: queries[0]?.result?.rows ?? [] };
}
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The same data in plain TypeScript: what the SQL must agree with. */
const sales = Array.from({ length: 240 }, (_, i) => ({
  date: new Date(Date.UTC(2022, 0, 1 + i * 3)).toISOString().slice(0, 10),
  region: ["North", "South", "East", "West"][i % 4] ?? "",
  amount: i % 50 === 7 ? null : (20 + ((i * 37) % 100) + 30 * (i % 4)) / 2,
  quantity: 1 + (i % 9),
}));
const amountsOf = (region: string) =>
  sales.flatMap((row) => (row.region === region && row.amount !== null ? [row.amount] : []));

describe("the analyst's numbers", () => {
  it("averages by region as plain arithmetic does, missing values left out", async () => {
    const { rows, text, plots, events } = await answerTo("What is the average amount by region?");
    for (const [region, value] of rows) expect(value).toBeCloseTo(mean(amountsOf(String(region))), 9);
    expect(rows.map(([region]) => region)).toEqual(["West", "East", "South", "North"]);
    expect(text).toContain(`West has the highest average amount, ${mean(amountsOf("West")).toFixed(2)}`);
    expect(plots).toHaveLength(1);
    expect(events.map((event) => event.type)).toContain("assumptions");
    expect(events.find((event) => event.type === "status")).toMatchObject({ message: "Reading the columns" });
  });

  it("adds up by month as plain arithmetic does", async () => {
    const { rows } = await answerTo("total quantity by month");
    const march = sales
      .filter(({ date }) => date.startsWith("2023-03"))
      .reduce((sum, row) => sum + row.quantity, 0);
    expect(rows.find(([month]) => month === "2023-03-01")?.[1]).toBe(march);
    expect(rows.reduce((sum, [, value]) => sum + Number(value), 0)).toBe(
      sales.reduce((sum, row) => sum + row.quantity, 0),
    );
  });

  it("shares add up to one, a distribution to the number of rows", async () => {
    const shares = await answerTo("share of each status");
    expect(shares.rows.reduce((sum, [, , share]) => sum + Number(share), 0)).toBeCloseTo(1, 9);
    const bins = await answerTo("distribution of amount");
    expect(bins.rows.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(
      sales.filter(({ amount }) => amount !== null).length,
    );
    for (const [start, end] of bins.rows) expect(Number(end)).toBeGreaterThan(Number(start));
  });

  it("joins two tables without losing or repeating rows", async () => {
    const { rows, text } = await answerTo("how many sales by city");
    expect(text).not.toContain("not");
    expect(rows.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(240);
  });

  it("says the ends of a result that is too long to be read whole", async () => {
    const { text, queries } = await answerTo("total quantity by day");
    expect(queries[0]?.result?.row_count).toBe(240);
    expect(queries).toHaveLength(2);
    expect(text).toBe("2022-01-25, 2022-02-21 and 2022-03-20 share the highest total quantity, 9.\n");
    const weekly = await answerTo("total quantity by week");
    expect(weekly.queries).toHaveLength(1);
    expect(weekly.text).toContain("to 6 in the week of 2023-12-18");
  });

  it("does not name one winner where several are equal", async () => {
    expect((await answerTo("count by region")).text).toBe("All 4 regions have 60 rows.\n");
    expect((await answerTo("count by region for north and south")).text).toBe(
      "Among North and South, both North and South have 60 rows.\n",
    );
    expect((await answerTo("count by status")).text).toBe(
      "closed has the highest number of rows, 120. Next are open (60) and returned (60).\n",
    );
  });

  it("limits a top list and orders it", async () => {
    const { rows } = await answerTo("top 3 products by quantity");
    expect(rows).toHaveLength(3);
    const values = rows.map(([, value]) => Number(value));
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  it("counts what meets a condition and shows those rows", async () => {
    const { text, queries } = await answerTo("sales with amount over 40");
    const expected = sales.filter(({ amount }) => amount !== null && amount > 40).length;
    expect(queries[0]?.result?.rows).toEqual([[expected]]);
    expect(text).toContain(`For amount over 40, there are ${expected} rows; the first 100 are shown.`);
  });
});

describe("the analyst's manners", () => {
  it("every number in its sentences stands in a Result", async () => {
    const questions = [
      "average amount by region",
      "total amount by month",
      "max amount",
      "how many customers",
      "correlation between amount and quantity",
    ];
    for (const question of questions) {
      const { text, queries } = await answerTo(question);
      const cells = queries
        .flatMap(({ result }) => result?.rows.flat() ?? [])
        .map(Number)
        .filter(Number.isFinite);
      const prose = text.replaceAll(
        /\b(January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g,
        "",
      );
      const said = [...prose.matchAll(/-?\d[\d,]*(?:\.\d+)?/g)].map(([number]) =>
        Number(number.replaceAll(",", "")),
      );
      expect(said.length).toBeGreaterThan(0);
      for (const number of said)
        expect(
          cells.some((cell) => Math.abs(cell - number) <= Math.max(0.005, Math.abs(cell) * 0.005)),
          `${number} in “${text}”`,
        ).toBe(true);
    }
  });

  it("says so when it does not understand, and offers questions that it can answer", async () => {
    const { text, queries } = await answerTo("what is the average happiness by region");
    expect(text).toContain("happiness");
    expect(queries).toEqual([]);
    const offered = [...text.matchAll(/^- (.*)$/gm)].map(([, question = ""]) => question);
    expect(offered).toHaveLength(3);
    for (const question of offered) expect((await answerTo(question)).queries[0]?.result).not.toBeNull();
  });

  it("finds a value that the profile does not list by looking into the data", async () => {
    const tables = data.tables.map((table) => ({ ...table, profile: null }));
    const { text, queries } = await answerTo("average age in new york", { tables });
    expect(queries[0]?.sql).toContain("'New York'");
    expect(text).toContain("45");
  });

  it("reads a follow-up with the history", async () => {
    const ask: Ask = { kind: "question", text: "What is the average amount by region?" };
    const history: PastTurn[] = [{ ask, answer: "", planner: "analyst", transcript: [], queries: [] }];
    const { queries } = await answerTo("and by month?", { history });
    expect(queries[0]?.result?.plan).toMatchObject({ time_column: "order_date", time_grain: "month" });
  });

  it("greets, and says when there is nothing to ask about", async () => {
    expect((await answerTo("hello")).text).toContain("Ask me about");
    expect((await answerTo("how many rows", { tables: [] })).text).toContain("no table in this session");
  });

  it("says plainly what went wrong in a query", async () => {
    const gone = data.tables.map((table) => ({ ...table, table: `${table.table}_gone` }));
    const { text, queries } = await answerTo("how many rows", { tables: gone });
    expect(queries[0]?.error).toContain("does not exist");
    expect(text).toContain("That did not work");
  });

  it("stops when told to", async () => {
    const controller = new AbortController();
    controller.abort(new Error("stopped"));
    const turn = {
      ask: { kind: "question" as const, text: "how many rows" },
      history: [],
      tools: testToolbox(data),
      signal: controller.signal,
    };
    await expect(analyst.run(turn)[Symbol.asyncIterator]().next()).rejects.toThrow("stopped");
  });
});

describe("looking a file over", () => {
  it("says what it is, shows three findings with charts, and what is odd", async () => {
    const { text, plots, queries } = await answerTo({ kind: "auto_analyze" });
    expect(text).toContain("sales has 240 rows and 10 columns, from 2022-01-01 to 2023-12-19");
    expect(plots.map(({ title }) => title)).toEqual([
      "Average amount by region",
      "Total amount by month",
      "Distribution of amount",
    ]);
    expect(text).toContain("Values are missing in amount (5)");
    expect(queries.every(({ error }) => error === null)).toBe(true);
  });

  it("copes with tables of texts only, of one column, and of no rows", async () => {
    await data.run(
      "CREATE OR REPLACE TABLE words AS SELECT * FROM (VALUES ('a', 'x'), ('b', 'x'), ('b', 'x')) t(word, sort)",
    );
    await data.run("CREATE OR REPLACE TABLE nothing AS SELECT 1 AS n WHERE false");
    const info = (table: string, row_count: number, names: [string, string][]): TableInfo => ({
      ...(data.tables[0] as TableInfo),
      table,
      row_count,
      profile: null,
      columns: names.map(([name, type]) => ({ name, type, nullable: true })),
    });
    const words = await answerTo(
      { kind: "auto_analyze" },
      {
        tables: [
          info("words", 3, [
            ["word", "VARCHAR"],
            ["sort", "VARCHAR"],
          ]),
        ],
      },
    );
    expect(words.text).toContain("words has 3 rows and 2 columns");
    expect(words.text).toContain("sort holds one value only");
    expect(words.text).toContain("Rows that repeat another row: 1.");
    const nothing = await answerTo(
      { kind: "auto_analyze" },
      { tables: [info("nothing", 0, [["n", "INTEGER"]])] },
    );
    expect(nothing.text).toContain("no rows");
    for (const { text } of [words, nothing]) expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
    const average = await answerTo("average n", { tables: [info("nothing", 0, [["n", "INTEGER"]])] });
    expect(average.text).toContain("There are no rows.");
  });
});

describe("suggested questions", () => {
  it("are three, different, and fit the tables", () => {
    const questions = suggestQuestions(data.tables);
    expect(new Set(questions).size).toBe(3);
    expect(suggestQuestions([data.tables[1] as TableInfo])).toEqual([
      "What is the average amount by product name?",
      "How did the total amount develop by month?",
      "Which product name has the highest total amount?",
    ]);
  });
  it("can all be answered", async () => {
    for (const table of data.tables)
      for (const question of suggestQuestions([table])) {
        const { queries } = await answerTo(question, { tables: [table] });
        expect(queries[0]?.result?.row_count, question).toBeGreaterThan(0);
      }
  });
  it("exist for a table of one text column and without a profile", () => {
    const bare = {
      ...(data.tables[0] as TableInfo),
      profile: null,
      columns: [{ name: "note", type: "VARCHAR", nullable: true }],
    };
    expect(suggestQuestions([bare])).toHaveLength(3);
  });
});
