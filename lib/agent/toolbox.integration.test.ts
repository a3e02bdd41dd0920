import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plausibleAnalyst } from "#e2e/support/claude/default-scenario.ts";
import { eventsOf, gather, textsOf } from "#e2e/support/claude/small-toolbox.ts";
import { type ClaudeStandIn, startClaudeStandIn } from "#e2e/support/claude/stand-in.ts";
import { emptySession, loadFile } from "#e2e/support/data.ts";
import type { Toolbox } from "#lib/agent/schema.ts";
import type { Context } from "#lib/core/context.ts";
import { newId } from "#lib/core/ids.ts";
import { claudePlanner } from "./claude/claude.ts";
import { createToolbox } from "./toolbox.ts";

const SALES = "region,amount,sold on\nNorth,10,2026-01-01\nNorth,20,2026-02-01\nSouth,60,2026-03-01\n";
let ctx: Context;
let session_id: string;
let tools: Toolbox;
const { signal } = new AbortController();

beforeAll(async () => {
  ({ ctx, session_id } = await emptySession());
  await loadFile({ ctx, session_id }, "sales.csv", SALES);
  tools = createToolbox({ ctx, session_id, run_id: null });
});

const run = (name: string, input: unknown) => tools.run(name, input, signal);
const BY_REGION = {
  sql: "SELECT region, avg(amount) AS mean FROM sales GROUP BY 1 ORDER BY 1",
  purpose: "means",
};
const bars = (field: string) => ({
  data: { name: "result" },
  mark: "bar",
  encoding: { x: { field: "region", type: "nominal" }, y: { field, type: "quantitative" } },
});

describe("the definitions", () => {
  test("are five, with schemas that a model can fill and nothing else is taken", () => {
    expect(tools.definitions.map((d) => d.name)).toEqual([
      "describe_data",
      "run_sql",
      "run_analysis",
      "create_plot",
      "create_table",
    ]);
    for (const { description, input_schema } of tools.definitions) {
      expect(description.length).toBeGreaterThan(60);
      expect(input_schema).toMatchObject({ type: "object", additionalProperties: false });
    }
    const [describeData, runSql] = tools.definitions;
    expect(describeData!.input_schema.required ?? []).toEqual([]);
    expect(runSql!.input_schema.required).toEqual(["sql", "purpose"]);
  });

  test("are the same at every start: they are part of what the cache and thoughts are bound to", () => {
    expect(createToolbox({ ctx, session_id, run_id: newId() }).definitions).toEqual(tools.definitions);
  });
});

describe("describe_data", () => {
  test("tells all tables, or one, with types", async () => {
    const all = JSON.parse((await run("describe_data", {})).for_model);
    expect(all.tables[0]).toMatchObject({ table: "sales", row_count: 3 });
    const one = await run("describe_data", { table: "SALES" });
    expect(one.is_error).toBe(false);
    expect(JSON.parse(one.for_model).columns[0]).toMatchObject({ name: "region", type: "VARCHAR" });
  });

  test("names the nearest table for a wrong one", async () => {
    const { is_error, for_model } = await run("describe_data", { table: "sale" });
    expect(is_error).toBe(true);
    expect(for_model).toBe('There is no table "sale". Nearest: sales. Tables: sales.');
  });
});

describe("run_sql", () => {
  test("stores the result, tells the model its handle and rows, and shows it to the person", async () => {
    const { for_model, events, is_error } = await run("run_sql", BY_REGION);
    expect(is_error).toBe(false);
    const told = JSON.parse(for_model);
    expect(told).toMatchObject({
      row_count: 2,
      rows: [
        ["North", 15],
        ["South", 60],
      ],
    });
    const [shown] = eventsOf(events, "query");
    expect(shown!.query).toMatchObject({ purpose: "means", error: null, result: { id: told.result_id } });
  });

  test("a failing query is an error for both, with the engine's words and the nearest names for the model", async () => {
    const { for_model, events, is_error } = await run("run_sql", {
      sql: "SELECT avg(amuont) FROM sales",
      purpose: "mean",
    });
    expect(is_error).toBe(true);
    expect(for_model).toMatch(/amuont/);
    expect(for_model).toContain('Names near "amuont": amount');
    expect(for_model).toContain('Columns of sales: region, amount, "sold on"');
    const [shown] = eventsOf(events, "query");
    expect(shown!.query).toMatchObject({ result: null, error: expect.stringContaining("amuont") });
  });

  test.each([
    ["writes", "DELETE FROM sales"],
    ["reads files", "SELECT * FROM read_csv('/etc/passwd')"],
    ["is two statements", "SELECT 1; SELECT 2"],
  ])("SQL that %s is refused in words", async (_, sql) => {
    const { is_error, for_model, events } = await run("run_sql", { sql, purpose: "trouble" });
    expect(is_error).toBe(true);
    expect(for_model.length).toBeGreaterThan(20);
    expect(eventsOf(events, "query")).toHaveLength(1);
  });
});

describe("create_plot", () => {
  test("draws a result of this session", async () => {
    const { result_id } = JSON.parse((await run("run_sql", BY_REGION)).for_model);
    const { is_error, events } = await run("create_plot", {
      title: "Means",
      result_id,
      vega_lite_spec: bars("mean"),
    });
    expect(is_error).toBe(false);
    expect(eventsOf(events, "plot")[0]!.plot).toMatchObject({ title: "Means", result_id });
  });

  test("tells each fault of a spec with its path", async () => {
    const { result_id } = JSON.parse((await run("run_sql", BY_REGION)).for_model);
    const spec = { ...bars("men"), transform: [{ filter: "datum.x > 1" }] };
    const outcome = await run("create_plot", { title: "Means", result_id, vega_lite_spec: spec });
    expect(outcome).toMatchObject({ is_error: true, events: [] });
    expect(outcome.for_model).toMatch(/- .*transform.*: /);
    expect(outcome.for_model).toMatch(/- .*encoding\.y\.field: .*mean/);
  });

  test("knows no result of another session, of another person, or none at all", async () => {
    const other = await emptySession(ctx);
    await loadFile({ ctx, session_id: other.session_id }, "sales.csv", SALES);
    const elsewhere = createToolbox({ ...other, run_id: null });
    const { result_id } = JSON.parse((await elsewhere.run("run_sql", BY_REGION, signal)).for_model);
    for (const id of [result_id, newId(), "the last one"]) {
      const outcome = await run("create_plot", { title: "x", result_id: id, vega_lite_spec: bars("mean") });
      expect(outcome).toMatchObject({ is_error: true, events: [] });
      expect(outcome.for_model).toContain(`There is no result "${id}" in this session`);
    }
  });
});

describe("create_table", () => {
  test("keeps rows as a table that can be queried at once", async () => {
    const { is_error, for_model, events } = await run("create_table", {
      name: "northern",
      sql: "SELECT * FROM sales WHERE region = 'North'",
    });
    expect(is_error).toBe(false);
    expect(JSON.parse(for_model)).toMatchObject({ table: "northern", row_count: 2 });
    expect(events).toEqual([{ type: "data-updated", table: "northern" }]);
    const counted = await run("run_sql", { sql: "SELECT count(*) AS n FROM northern", purpose: "count" });
    expect(JSON.parse(counted.for_model).rows).toEqual([[2]]);
    expect((await tools.tables()).map((t) => t.table)).toContain("northern");
  });

  test("does not overwrite a file's table, take a bad name, or hide a fault of the SQL", async () => {
    const over = await run("create_table", { name: "sales", sql: "SELECT 1 AS a" });
    expect(over).toMatchObject({ is_error: true, for_model: expect.stringMatching(/never overwritten/) });
    const bad = await run("create_table", { name: "No good", sql: "SELECT 1 AS a" });
    expect(bad).toMatchObject({
      is_error: true,
      for_model: expect.stringMatching(/- name: must be lower-case/),
    });
    const wrong = await run("create_table", { name: "wrong", sql: "SELECT amuont FROM sales" });
    expect(wrong).toMatchObject({ is_error: true, for_model: expect.stringContaining("amount") });
  });
});

describe("what a model may get wrong about the call itself", () => {
  test("a tool that does not exist", async () => {
    const { is_error, for_model } = await run("run_query", {});
    expect(is_error).toBe(true);
    expect(for_model).toContain(
      "The tools are describe_data, run_sql, run_analysis, create_plot, create_table.",
    );
  });

  test.each([
    ["a missing field", "run_sql", { sql: "SELECT 1" }, /- purpose: /],
    ["a field too many", "run_sql", { sql: "SELECT 1", purpose: "x", limit: 3 }, /limit/],
    [
      "a wrong type",
      "create_plot",
      { title: 3, result_id: "x", vega_lite_spec: "bar" },
      /- title: .*\n- vega_lite_spec: /s,
    ],
    ["no object", "run_sql", "SELECT 1", /does not fit/],
  ])("%s", async (_, name, input, words) => {
    const outcome = await run(name, input);
    expect(outcome).toMatchObject({ is_error: true, events: [] });
    expect(outcome.for_model).toMatch(words);
  });

  test("a stop is no tool error", async () => {
    const stopped = AbortSignal.abort(new Error("stopped"));
    await expect(tools.run("run_sql", BY_REGION, stopped)).rejects.toThrow("stopped");
  });
});

describe("the whole of it, with Claude's stand-in", () => {
  let claude: ClaudeStandIn;
  beforeAll(async () => {
    claude = await startClaudeStandIn();
  });
  afterAll(() => claude.close());

  test.each([
    ["a question", "What is the average amount by region?", 1],
    ["one with a failing query first", "Average amount by region? [wrong]", 1],
    ["one with thoughts, a cut and a kept table", "Average amount by region? [think] [cut] [keep]", 1],
  ])("%s is answered with the right figures", async (_, text, plots) => {
    claude.play(plausibleAnalyst);
    const planner = claudePlanner({
      apiKey: "k",
      baseUrl: claude.url,
      model: "claude-sonnet-5-5",
      retryBaseMs: 5,
    });
    const turn = { ask: { kind: "question" as const, text }, history: [], tools, signal };
    const { events, error } = await gather(planner, turn);
    expect(error).toBeNull();
    expect(eventsOf(events, "plot")).toHaveLength(plots);
    const failed = eventsOf(events, "query").filter((e) => e.query.result === null);
    expect(failed).toHaveLength(text.includes("[wrong]") ? 1 : 0);
    expect(textsOf(events).at(-1)).toContain("highest for South, at 60, and lowest for North, at 15");
    expect(claude.requests.flatMap((r) => r.refused ?? [])).toEqual([]);
  });

  test("a fresh file is looked over with charts", async () => {
    claude.play(plausibleAnalyst);
    const planner = claudePlanner({ apiKey: "k", baseUrl: claude.url, model: "claude-sonnet-5-5" });
    const turn = { ask: { kind: "auto_analyze" as const }, history: [], tools, signal };
    const { events, error } = await gather(planner, turn);
    expect(error).toBeNull();
    expect(eventsOf(events, "plot")).toHaveLength(3);
  });
});
