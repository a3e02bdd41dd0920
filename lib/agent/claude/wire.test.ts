import { describe, expect, test } from "vitest";
import { plannerUnderTest } from "#e2e/support/claude/planner-under-test.ts";
import { close, end, grow, open, PING, start, stream, words } from "#e2e/support/claude/raw-stream.ts";
import { message, text } from "#e2e/support/claude/scenario.ts";
import { eventsOf, turnOf } from "#e2e/support/claude/small-toolbox.ts";

/** Streams shaped as the service's own recordings are, written for these tests. */
const under = plannerUnderTest();

const play = under.play.bind(under);

describe("what comes over the wire", () => {
  test("pings anywhere, and events nobody knows, change nothing", async () => {
    const { texts, error } = await play([
      stream(
        PING,
        start(),
        PING,
        { type: "weather", clouds: 3 },
        open(0, { type: "text", text: "" }),
        PING,
        grow(0, { type: "text_delta", text: "Hel" }),
        { type: "content_block_weather", index: 0 },
        grow(0, { type: "text_delta", text: "lo" }),
        close(0),
        PING,
        ...end("end_turn"),
        PING,
      ),
    ]);
    expect(error).toBeNull();
    expect(texts).toEqual(["Hello"]);
  });

  test("blocks and deltas of unknown types are passed over, and unknown blocks are not sent back", async () => {
    const { texts, error } = await play([
      stream(
        start(),
        open(0, { type: "hologram", rays: 7 }),
        grow(0, { type: "ray_delta", rays: 8 }),
        close(0),
        open(1, { type: "text", text: "" }),
        grow(1, { type: "text_delta", text: "Seen" }),
        grow(1, { type: "glow_delta", glow: "green" }),
        close(1),
        open(2, { type: "tool_use", id: "toolu_1", name: "describe_data", input: {} }),
        close(2),
        ...end("tool_use"),
      ),
      message([text("done")]),
    ]);
    expect(error).toBeNull();
    expect(texts).toEqual(["Seen", "done"]);
    expect(JSON.stringify(under.claude.requests[1]!.body)).not.toContain("hologram");
  });

  test("a tool's input comes empty, split inside a token, or not at all", async () => {
    const { tools, error } = await play([
      stream(
        start(),
        open(0, { type: "tool_use", id: "toolu_a", name: "run_sql", input: {} }),
        grow(0, { type: "input_json_delta", partial_json: "" }),
        PING,
        grow(0, { type: "input_json_delta", partial_json: '{"sql": "SEL' }),
        grow(0, { type: "input_json_delta", partial_json: "ECT \\u00" }),
        PING,
        grow(0, { type: "input_json_delta", partial_json: 'e9", "purpose": "x"' }),
        grow(0, { type: "input_json_delta", partial_json: "}" }),
        close(0),
        open(1, { type: "tool_use", id: "toolu_b", name: "describe_data", input: {} }),
        grow(1, { type: "input_json_delta", partial_json: "" }),
        close(1),
        open(2, { type: "tool_use", id: "toolu_c", name: "describe_data", input: {} }),
        close(2),
        ...end("tool_use"),
      ),
      message([text("done")]),
    ]);
    expect(error).toBeNull();
    expect(tools.calls.map((c) => c.input)).toEqual([{ sql: "SELECT é", purpose: "x" }, {}, {}]);
  });

  test("an input that is no JSON object is answered as a tool error, and the tool does not run", async () => {
    const { tools, error } = await play([
      stream(
        start(),
        open(0, { type: "tool_use", id: "toolu_a", name: "run_sql", input: {} }),
        grow(0, { type: "input_json_delta", partial_json: '{"sql": "SELECT' }),
        close(0),
        open(1, { type: "tool_use", id: "toolu_b", name: "run_sql", input: {} }),
        grow(1, { type: "input_json_delta", partial_json: "[1]" }),
        close(1),
        ...end("tool_use"),
      ),
      message([text("done")]),
    ]);
    expect(error).toBeNull();
    expect(tools.calls).toEqual([]);
    const [asked, answered] = under.claude.requests[1]!.request!.messages.slice(-2);
    expect(asked!.content.map((b) => b.input)).toEqual([{}, {}]);
    expect(answered!.content.map((b) => b.is_error)).toEqual([true, true]);
  });

  test("tokens at the end replace those at the start, field by field", async () => {
    const { events } = await play([
      stream(
        start(),
        ...words(0, "Hi"),
        ...end("end_turn", {
          input_tokens: 40,
          cache_read_input_tokens: null,
          output_tokens: 30,
          iterations: [],
        }),
      ),
    ]);
    expect(eventsOf(events, "usage").map((e) => e.usage)).toEqual([
      {
        input_tokens: 40,
        output_tokens: 30,
        cache_read_tokens: 0,
        cache_write_tokens: 0,
        model: "claude-sonnet-5-5",
      },
    ]);
  });

  test("a model that takes over is the one that counts, and its hand-over is sent back", async () => {
    const { events, texts } = await play([
      stream(
        start({ model: "claude-fable-5" }),
        open(0, { type: "fallback", from: { model: "claude-fable-5" }, to: { model: "claude-opus-4-8" } }),
        close(0),
        ...words(1, "Printing, ", "1440."),
        open(2, { type: "tool_use", id: "toolu_1", name: "describe_data", input: {} }),
        close(2),
        ...end("tool_use"),
      ),
      message([text("done")]),
    ]);
    expect(eventsOf(events, "usage")[0]!.usage.model).toBe("claude-opus-4-8");
    expect(texts[0]).toBe("Printing, 1440.");
    expect(under.claude.requests[1]!.request!.messages.at(-2)!.content[0]!.type).toBe("fallback");
  });

  test("empty texts are neither shown nor sent back", async () => {
    const { events, error } = await play([
      stream(
        start(),
        ...words(0),
        ...words(1, "", "\n\n"),
        open(2, { type: "tool_use", id: "toolu_1", name: "describe_data", input: {} }),
        close(2),
        ...end("tool_use"),
      ),
      message([text("done")]),
    ]);
    expect(error).toBeNull();
    expect(under.claude.requests[1]!.request!.messages.at(-2)!.content.map((b) => b.type)).toEqual([
      "tool_use",
    ]);
    expect(eventsOf(events, "text").some((e) => e.delta === "")).toBe(false);
  });

  test("a thought without a signature is not sent back", async () => {
    const { error } = await play([
      stream(
        start(),
        open(0, { type: "thinking", thinking: "", signature: "" }),
        grow(0, { type: "thinking_delta", thinking: "hm" }),
        close(0),
        open(1, { type: "tool_use", id: "toolu_1", name: "describe_data", input: {} }),
        close(1),
        ...end("tool_use"),
      ),
      message([text("done")]),
    ]);
    expect(error).toBeNull();
    expect(under.claude.requests[1]!.request!.messages.at(-2)!.content.map((b) => b.type)).toEqual([
      "tool_use",
    ]);
  });

  test("the first words are passed on before the next ones come", async () => {
    under.claude.play(() => ({
      kind: "events",
      delay_ms: 60,
      events: [start(), ...words(0, "one", "two"), ...end("end_turn")],
    }));
    const at: number[] = [];
    for await (const event of under.planner.run(turnOf("?")))
      if (event.type === "text") at.push(performance.now());
    expect(at).toHaveLength(2);
    expect(at[1]! - at[0]!).toBeGreaterThan(40);
  });
});
