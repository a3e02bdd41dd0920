import { describe, expect, test } from "vitest";
import { plannerUnderTest } from "#e2e/support/claude/planner-under-test.ts";
import { close, end, grow, open, PING, start, stream, words } from "#e2e/support/claude/raw-stream.ts";
import { message, text } from "#e2e/support/claude/scenario.ts";

const under = plannerUnderTest();

const play = under.play.bind(under);

describe("how a reply ends", () => {
  test("a refusal before any word, or after some, ends with a clear sentence", async () => {
    const details = { stop_details: { type: "refusal", category: "cyber", explanation: "No." } };
    const early = await play([stream(start(), PING, ...end("refusal", { output_tokens: 5 }, details))]);
    expect(early.error).toBeNull();
    expect(early.texts).toHaveLength(1);
    expect(early.texts[0]).toMatch(/^Claude declined to answer this/);
    const late = await play([stream(start(), ...words(0, "Well"), ...end("refusal", {}, details))]);
    expect(late.texts[0]).toBe("Well");
    expect(late.texts[1]).toMatch(/declined/);
  });

  test("a reply that is cut at its length is continued, and its half a tool call forgotten", async () => {
    const { texts, tools, error } = await play([
      stream(
        start(),
        ...words(0, "A long"),
        open(1, { type: "tool_use", id: "toolu_1", name: "run_sql", input: {} }),
        grow(1, { type: "input_json_delta", partial_json: '{"sql": "SEL' }),
        close(1),
        ...end("max_tokens"),
      ),
      message([text("way.")]),
    ]);
    expect(error).toBeNull();
    expect(tools.calls).toEqual([]);
    expect(texts).toEqual(["A long", "way."]);
  });

  test("one that is cut at its length again and again ends with a remark", async () => {
    const { texts, error } = await play(
      Array.from({ length: 4 }, () => stream(start(), ...words(0, "more"), ...end("max_tokens"))),
    );
    expect(error).toBeNull();
    expect(texts.at(-1)).toMatch(/cut off here/);
  });

  test("a full window ends the answer with what to do", async () => {
    const { texts, error } = await play([
      stream(start(), ...words(0, "So far"), ...end("model_context_window_exceeded")),
    ]);
    expect(error).toBeNull();
    expect(texts[1]).toMatch(/new session/);
  });

  test("a paused turn goes on from its own message", async () => {
    const { texts, error } = await play([
      stream(
        start(),
        ...words(0, "Searching"),
        open(1, { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: {} }),
        grow(1, { type: "input_json_delta", partial_json: '{"query":"x"}' }),
        close(1),
        ...end("pause_turn"),
      ),
      message([text("Found.")]),
    ]);
    expect(error).toBeNull();
    expect(texts).toEqual(["Searching", "Found."]);
    expect(under.claude.requests[1]!.request!.messages.at(-1)).toMatchObject({
      role: "assistant",
      content: [{ type: "text" }, { type: "server_tool_use", input: { query: "x" } }],
    });
  });
});
