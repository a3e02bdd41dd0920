import { describe, expect, test, vi } from "vitest";
import { plausibleAnalyst } from "#e2e/support/claude/default-scenario.ts";
import { plannerUnderTest } from "#e2e/support/claude/planner-under-test.ts";
import { call, inOrder, message, text, thinking } from "#e2e/support/claude/scenario.ts";
import {
  eventsOf,
  gather,
  RESULT_ID,
  smallToolbox,
  textsOf,
  turnOf,
} from "#e2e/support/claude/small-toolbox.ts";
import type { PastTurn } from "#lib/agent/schema.ts";
import { claudePlanner } from "./claude.ts";
import { MAX_ROUNDS } from "./settings.ts";

// What these tests provoke need not fill the screen.
vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

const under = plannerUnderTest();

const refusals = () => under.claude.requests.flatMap((r) => (r.refused ? [r.refused] : []));

describe("an answer with tools", () => {
  test("goes from the question over description, query and chart to a sentence with the result's figures", async () => {
    under.claude.play(plausibleAnalyst);
    const { events, error } = await gather(under.planner, turnOf("What is the average amount by region?"));
    expect(error).toBeNull();
    expect(refusals()).toEqual([]);
    const shown = events.map((e) => e.type).filter((type) => type === "query" || type === "plot");
    expect(shown).toEqual(["query", "plot"]);
    expect(textsOf(events).at(-1)).toContain("highest for North, at 30.5, and lowest for South, at 12.25");
    expect(eventsOf(events, "status").map((e) => e.message)).toEqual([
      "Asking Claude",
      "Looking at the data",
      "Querying: average amount by region",
      "Drawing: Average amount by region",
    ]);
  });

  test("ends every text that it begins", async () => {
    under.claude.play(plausibleAnalyst);
    const { events } = await gather(under.planner, turnOf("Average amount by region?"));
    const begun = new Set(eventsOf(events, "text").map((e) => e.id));
    expect(eventsOf(events, "text-end").map((e) => e.id)).toEqual([...begun]);
  });

  test("runs several calls of one reply side by side and answers all of them in order in one message", async () => {
    under.claude.play(
      inOrder([
        message([call("run_sql", { sql: "a" }), call("describe_data"), call("run_sql", { sql: "b" })]),
        message([text("Done.")]),
      ]),
    );
    const tools = smallToolbox();
    await gather(under.planner, turnOf("?", { tools }));
    expect(tools.calls.map((c) => c.running)).toEqual([0, 1, 2]);
    const [asked, answered] = under.claude.requests.at(-1)!.request!.messages.slice(-2);
    expect(answered!.content.map((b) => b.tool_use_id)).toEqual(asked!.content.map((b) => b.id));
    expect(answered!.content).toHaveLength(3);
  });

  test("makes a table alone, after what was called before it and before what was called after", async () => {
    under.claude.play(
      inOrder([
        message([call("run_sql"), call("create_table"), call("run_sql"), call("run_sql")]),
        message([text("Done.")]),
      ]),
    );
    const tools = smallToolbox();
    const { events } = await gather(under.planner, turnOf("?", { tools }));
    expect(tools.calls.map((c) => [c.name, c.running])).toEqual([
      ["run_sql", 0],
      ["create_table", 0],
      ["run_sql", 0],
      ["run_sql", 1],
    ]);
    expect(eventsOf(events, "data-updated")).toEqual([{ type: "data-updated", table: "kept" }]);
  });

  test("hands a tool's error back as one, and goes on", async () => {
    under.claude.play(inOrder([message([call("run_sql", { sql: "x" })]), message([text("I could not.")])]));
    const tools = smallToolbox({
      run_sql: async () => ({ for_model: 'no column "x"', is_error: true, events: [] }),
    });
    await gather(under.planner, turnOf("?", { tools }));
    expect(under.claude.requests.at(-1)!.request!.messages.at(-1)!.content[0]).toMatchObject({
      type: "tool_result",
      content: 'no column "x"',
      is_error: true,
    });
  });

  test("a fault of ours in a tool ends the answer with that fault, even when others are still running", async () => {
    under.claude.play(inOrder([message([call("run_sql"), call("describe_data")])]));
    const fault = new Error("a fault of ours");
    const tools = smallToolbox({ describe_data: () => Promise.reject(fault) });
    const { error } = await gather(under.planner, turnOf("?", { tools }));
    expect(error).toBe(fault);
  });

  test("sends thoughts back with their signatures unchanged", async () => {
    under.claude.play(
      inOrder([message([thinking("Let me see… 💡"), call("describe_data")]), message([text("Seen.")])]),
    );
    const { error } = await gather(under.planner, turnOf("?"));
    expect(error).toBeNull();
    const sent = under.claude.requests.at(-1)!.request!.messages.at(-2)!.content[0]!;
    expect(sent).toMatchObject({ type: "thinking", thinking: "Let me see… 💡" });
    expect(refusals()).toEqual([]);
  });

  test("is asked to conclude after its last round, and may call nothing then", async () => {
    const endless = Array.from({ length: MAX_ROUNDS - 1 }, () => message([call("describe_data")]));
    under.claude.play(inOrder([...endless, message([text("As far as I got.")])]));
    const { events, error } = await gather(under.planner, turnOf("?"));
    expect(error).toBeNull();
    expect(textsOf(events)).toEqual(["As far as I got."]);
    const last = under.claude.requests.at(-1)!;
    expect(under.claude.requests).toHaveLength(MAX_ROUNDS);
    expect(last.body.tool_choice).toEqual({ type: "none" });
    expect(last.request!.messages.at(-1)!.content.at(-1)!.text).toMatch(/used all the tool calls/);
    expect(under.claude.requests.at(-2)!.body.tool_choice).toBeUndefined();
  });

  test("asks once for words when none came after the tools", async () => {
    under.claude.play(
      inOrder([
        message([text("Looking."), call("describe_data")]),
        message([]),
        message([text("Two rows.")]),
      ]),
    );
    const { events } = await gather(under.planner, turnOf("?"));
    expect(textsOf(events)).toEqual(["Looking.", "Two rows."]);
  });

  test("says that there was no answer when there is none at the second asking either", async () => {
    under.claude.play(inOrder([message([]), message([])]));
    const { events, error } = await gather(under.planner, turnOf("?"));
    expect(error).toBeNull();
    expect(textsOf(events).join()).toMatch(/gave no answer/);
  });
});

describe("the request", () => {
  test("carries system, tools, the tables and the question, and at most four cache breakpoints", async () => {
    under.claude.play(plausibleAnalyst);
    await gather(under.planner, turnOf("Average amount by region?"));
    const [first] = under.claude.requests;
    expect(first!.headers["x-api-key"]).toBe("k");
    expect(first!.body).toMatchObject({
      model: "claude-sonnet-5-5",
      stream: true,
      thinking: { type: "between_tools" },
    });
    expect(first!.request!.tools.map((t) => t.name)).toContain("run_sql");
    const opening = first!.request!.messages[0]!.content.map((b) => String(b.text));
    expect(opening[0]).toContain('sales (4 rows, from "sales.csv"): region VARCHAR, amount DOUBLE');
    expect(opening[1]).toBe("Average amount by region?");
    for (const { body } of under.claude.requests) {
      const marks = JSON.stringify(body).match(/cache_control/g) ?? [];
      expect(marks.length).toBeGreaterThanOrEqual(2);
      expect(marks.length).toBeLessThanOrEqual(4);
    }
  });

  test("keeps everything that was sent before as it was: only the cache marks move", async () => {
    under.claude.play(plausibleAnalyst);
    await gather(under.planner, turnOf("Average amount by region? [think]"));
    const bare = (value: unknown) =>
      JSON.stringify(value).replaceAll(',"cache_control":{"type":"ephemeral"}', "");
    const [first, ...later] = under.claude.requests.map((r) => r.request!);
    let before = first!;
    for (const next of later) {
      expect(bare(next.system)).toBe(bare(first!.system));
      expect(bare(next.tools)).toBe(bare(first!.tools));
      expect(bare(next.messages.slice(0, before.messages.length))).toBe(bare(before.messages));
      before = next;
    }
  });

  test("asks other models for nothing that they may not know", async () => {
    under.claude.play(inOrder([message([text("Yes.")])]));
    const older = claudePlanner({
      apiKey: "k",
      baseUrl: `${under.claude.url}/v1`,
      model: "claude-haiku-4-5",
    });
    const { error } = await gather(older, turnOf("?"));
    expect(error).toBeNull();
    expect(under.claude.requests[0]!.body.thinking).toBeUndefined();
  });

  test("asks for a whole look when a fresh file is to be looked over", async () => {
    under.claude.play(plausibleAnalyst);
    const { events } = await gather(under.planner, turnOf("", { ask: { kind: "auto_analyze" } }));
    expect(eventsOf(events, "plot")).toHaveLength(3);
    expect(String(under.claude.requests[0]!.request!.messages[0]!.content.at(-1)!.text)).toMatch(
      /three things/,
    );
  });
});

describe("what is counted and kept", () => {
  test("counts each request's tokens once, though they come at its start and its end", async () => {
    const usage = { input_tokens: 100, cache_read_input_tokens: 40, cache_creation_input_tokens: 7 };
    under.claude.play(
      inOrder([
        message([call("describe_data")], { usage }),
        message([text("Done.")], { usage, model: "claude-x" }),
      ]),
    );
    const { events } = await gather(under.planner, turnOf("?"));
    const counted = eventsOf(events, "usage").map((e) => e.usage);
    expect(counted).toHaveLength(2);
    for (const one of counted) {
      expect(one).toMatchObject({ input_tokens: 100, cache_read_tokens: 40, cache_write_tokens: 7 });
      expect(one.output_tokens).toBeGreaterThan(1);
    }
    expect(counted.map((u) => u.model)).toEqual(["claude-sonnet-5-5", "claude-x"]);
  });

  test("a next question gets the kept exchange back word for word, and the service takes it", async () => {
    under.claude.play(plausibleAnalyst);
    const first = await gather(under.planner, turnOf("Average amount by region? [think]"));
    const kept = eventsOf(first.events, "transcript").map((e) => e.message);
    const past: PastTurn = {
      ask: { kind: "question", text: "Average amount by region? [think]" },
      answer: textsOf(first.events).join("\n\n"),
      planner: "claude",
      transcript: JSON.parse(JSON.stringify(kept)),
      queries: [{ sql: "SELECT 1", result_id: RESULT_ID }],
    };
    under.claude.requests.length = 0;
    const second = await gather(under.planner, turnOf("And the total?", { history: [past] }));
    expect(second.error).toBeNull();
    expect(refusals()).toEqual([]);
    const sent = under.claude.requests[0]!.request!.messages;
    expect(sent.slice(0, -1).map(({ role }) => role)).toEqual(kept.map((m) => (m as { role: string }).role));
    // The tables are as they were told, so only the question is new.
    expect(sent.at(-1)!.content).toHaveLength(1);
  });

  test("keeps nothing of a turn that was declined, so that the next is not declined for it", async () => {
    under.claude.play(plausibleAnalyst);
    const first = await gather(under.planner, turnOf("Something bad [refuse]"));
    expect(first.error).toBeNull();
    expect(textsOf(first.events).join()).toMatch(/declined/);
    const past: PastTurn = {
      ask: { kind: "question", text: "Something bad [refuse]" },
      answer: textsOf(first.events).join(),
      planner: "claude",
      transcript: eventsOf(first.events, "transcript").map((e) => e.message),
      queries: [],
    };
    under.claude.requests.length = 0;
    await gather(under.planner, turnOf("Average amount by region?", { history: [past] }));
    expect(JSON.stringify(under.claude.requests[0]!.body)).not.toContain("Something bad");
  });
});
