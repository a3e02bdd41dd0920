import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { inOrder, message, overloaded, type Scenario, text, thinking } from "#e2e/support/claude/scenario.ts";
import { eventsOf, gather, textsOf, turnOf } from "#e2e/support/claude/small-toolbox.ts";
import { type ClaudeStandIn, startClaudeStandIn } from "#e2e/support/claude/stand-in.ts";
import type { PastTurn, Planner } from "#lib/agent/schema.ts";
import { claudePlanner } from "./claude.ts";

// What these tests provoke need not fill the screen.
vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let claude: ClaudeStandIn;
let planner: Planner;
const settings = () => ({ apiKey: "k", baseUrl: claude.url, model: "claude-sonnet-5-5", retryBaseMs: 5 });

beforeAll(async () => {
  claude = await startClaudeStandIn({ apiKey: "k" });
  planner = claudePlanner(settings());
});
beforeEach(() => {
  claude.requests.length = 0;
});
afterAll(() => claude.close());

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
    claude.play(inOrder([message([thinking("a thought"), text("A first answer.")])]));
    const first = await gather(planner, turnOf("one"));
    const past: PastTurn = {
      ask: { kind: "question", text: "one" },
      answer: "A first answer.",
      planner: "claude",
      transcript: eventsOf(first.events, "transcript").map((e) => e.message),
      queries: [],
    };
    claude.play(seen);
    const second = await gather(planner, turnOf("two", { history: [past] }));
    expect(second.error).toBeNull();
    expect(textsOf(second.events)).toEqual(["Without them."]);
  });

  test("a past that is too long for the service is told in short", async () => {
    claude.play((request) =>
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
    const { events, error } = await gather(planner, turnOf("now", { history: [turn(1), turn(2), turn(3)] }));
    expect(error).toBeNull();
    expect(textsOf(events)).toEqual(["Short enough."]);
    expect(JSON.stringify(claude.requests.at(-1)!.body)).toContain("answer 3");
  });
});
