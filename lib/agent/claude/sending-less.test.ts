import { describe, expect, test, vi } from "vitest";
import { plannerUnderTest } from "#e2e/support/claude/planner-under-test.ts";
import { inOrder, message, overloaded, type Scenario, text, thinking } from "#e2e/support/claude/scenario.ts";
import { eventsOf, gather, textsOf, turnOf } from "#e2e/support/claude/small-toolbox.ts";
import type { PastTurn } from "#lib/agent/schema.ts";

// What these tests provoke need not fill the screen.
vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

const under = plannerUnderTest();

describe("a past that the service does not take", () => {
  test("thoughts that the service no longer takes are left out, once", async () => {
    const seen: Scenario = (request, n) => {
      const thoughts = JSON.stringify(request.messages).includes('"thinking"');
      if (thoughts || request.raw.thinking) {
        const words = "messages.1.content.0: Invalid `signature` in `thinking` block.";
        return { kind: "error", status: 400, type: "invalid_request_error", message: words };
      }
      return n === 0 ? message([text("Without them.")]) : overloaded();
    };
    under.claude.play(inOrder([message([thinking("a thought"), text("A first answer.")])]));
    const first = await gather(under.planner, turnOf("one"));
    const past: PastTurn = {
      ask: { kind: "question", text: "one" },
      answer: "A first answer.",
      planner: "claude",
      transcript: eventsOf(first.events, "transcript").map((e) => e.message),
      queries: [],
    };
    under.claude.play(seen);
    const second = await gather(under.planner, turnOf("two", { history: [past] }));
    expect(second.error).toBeNull();
    expect(textsOf(second.events)).toEqual(["Without them."]);
  });

  test("a past that is too long for the service is told in short", async () => {
    under.claude.play((request) =>
      request.messages.length > 3
        ? { kind: "error", status: 400, type: "invalid_request_error", message: "prompt is too long: 9 > 8" }
        : message([text("Short enough.")]),
    );
    const turn = (n: number): PastTurn => ({
      ask: { kind: "question", text: `question ${n} ${"x".repeat(14_000)}` },
      answer: `answer ${n}`,
      planner: "analyst",
      transcript: [],
      queries: [],
    });
    const { events, error } = await gather(
      under.planner,
      turnOf("now", { history: [turn(1), turn(2), turn(3)] }),
    );
    expect(error).toBeNull();
    expect(textsOf(events)).toEqual(["Short enough."]);
    expect(JSON.stringify(under.claude.requests.at(-1)!.body)).toContain("answer 3");
  });
});
