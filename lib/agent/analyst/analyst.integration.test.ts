import { beforeAll, describe, expect, it } from "vitest";
import { emptySession, loadFile } from "#e2e/support/data.ts";
import type { AgentEvent, Ask } from "#lib/agent/schema.ts";
import { createToolbox } from "#lib/agent/toolbox.ts";
import { readPlotSvg } from "#lib/charts/server/read-plot-svg.ts";
import type { Context } from "#lib/core/context.ts";
import { analyst } from "./analyst.ts";
import { suggestQuestions } from "./suggest-questions.ts";

const REGIONS = ["North", "South", "East", "West"];
const orders = Array.from({ length: 400 }, (_, i) => ({
  order_id: i + 1,
  order_date: new Date(Date.UTC(2022, 0, 1 + i * 2)).toISOString().slice(0, 10),
  region: REGIONS[i % 4] ?? "",
  "unit price": (5 + (i % 40) / 4).toFixed(2),
  customer_id: 1 + (i % 5),
  amount: i % 50 === 7 ? "" : ((20 + ((i * 37) % 100) + 30 * (i % 4)) / 2).toFixed(1),
}));
const csv = (rows: object[]) =>
  [Object.keys(rows[0] ?? {}).join(","), ...rows.map((row) => Object.values(row).join(","))].join("\n");
const CUSTOMERS =
  "customer_id,name,city\n1,Ada,Berlin\n2,Ben,Paris\n3,Cleo,Berlin\n4,Dan,New York\n5,Eve,Paris\n";

let ctx: Context;
let session_id: string;
beforeAll(async () => {
  ({ ctx, session_id } = await emptySession());
  await loadFile({ ctx, session_id }, "customers.csv", CUSTOMERS);
  await loadFile({ ctx, session_id }, "orders.csv", csv(orders));
});

async function answerTo(ask: Ask | string) {
  const events: AgentEvent[] = [];
  const turn = {
    ask: typeof ask === "string" ? { kind: "question" as const, text: ask } : ask,
    history: [],
    tools: createToolbox({ ctx, session_id, run_id: null }),
    signal: new AbortController().signal,
  };
  for await (const event of analyst.run(turn)) events.push(event);
  return {
    text: events.map((event) => (event.type === "text" ? event.delta : "")).join(""),
    queries: events.flatMap((event) => (event.type === "query" ? [event.query] : [])),
    plots: events.flatMap((event) => (event.type === "plot" ? [event.plot] : [])),
  };
}

describe("the analyst over the real engine", () => {
  it("answers the main question with a table, a stored chart and a sentence", async () => {
    const { text, queries, plots } = await answerTo("What is the average amount by region?");
    const west = orders
      .filter(({ region, amount }) => region === "West" && amount !== "")
      .map(({ amount }) => Number(amount));
    const expected = west.reduce((sum, value) => sum + value, 0) / west.length;
    const [first] = queries[0]?.result?.rows ?? [];
    expect(first?.[0]).toBe("West");
    expect(first?.[1]).toBeCloseTo(expected, 9);
    expect(text).toContain(`West has the highest average amount, ${Number(expected.toFixed(2))}`);
    expect(plots).toHaveLength(1);
    expect(await readPlotSvg({ ctx, input: { plot_id: plots[0]?.id ?? "" } })).toContain(">West<");
  });

  it.each([
    "how many rows",
    "how many customers",
    "total amount per month",
    "top 3 cities by amount",
    "which region has the lowest unit price",
    "median unit price by region",
    "distribution of amount",
    "histogram of unit price",
    "distribution of order date",
    "trend of amount",
    "total amount in 2023",
    "orders with amount over 50",
    "count by city",
    "average amount for region = 'north'",
    "compare north and south",
    "how many distinct cities",
    "share of each region",
    "show me the first 10 rows",
    "describe the data",
    "correlation between amount and unit price",
    "average amount by city and month",
    "standard deviation of amount by region",
    "orders where region contains 'ort'",
    "orders without amount",
    "total amount in march",
  ])("the engine accepts and answers: %s", async (question) => {
    const { text, queries } = await answerTo(question);
    expect(queries.length, text).toBeGreaterThan(0);
    expect(queries.map(({ error }) => error).filter((error) => error !== null)).toEqual([]);
    expect(text).not.toMatch(/NaN|undefined|\bnull\b|Infinity/);
    expect(text.length).toBeGreaterThan(10);
  });

  it("looks a fresh file over without a failing query", async () => {
    const { text, queries, plots } = await answerTo({ kind: "auto_analyze" });
    expect(queries.map(({ error }) => error).filter((error) => error !== null)).toEqual([]);
    expect(plots.length).toBe(3);
    expect(text).toContain("orders has 400 rows and 6 columns, from 2022-01-01 to");
    expect(text).toContain("Values are missing in amount (8)");
  });

  it("suggests questions that it answers", async () => {
    const questions = suggestQuestions(await createToolbox({ ctx, session_id, run_id: null }).tables());
    expect(questions).toHaveLength(3);
    for (const question of questions)
      expect((await answerTo(question)).queries[0]?.result, question).toBeTruthy();
  });
});
