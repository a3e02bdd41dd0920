import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { message, overloaded, text } from "#e2e/support/claude/scenario.ts";
import { type ClaudeStandIn, startClaudeStandIn } from "#e2e/support/claude/stand-in.ts";
import { claudePlanner } from "./claude.ts";
import { plainTitle } from "./plain-title.ts";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let claude: ClaudeStandIn;
beforeAll(async () => {
  claude = await startClaudeStandIn();
});
afterAll(() => claude.close());

const titleFrom = (model = "claude-sonnet-5-5") =>
  claudePlanner({ apiKey: "k", baseUrl: claude.url, model }).title({
    question: "what is the average amount by region?",
    answer: "North has the highest.",
    tables: ["sales"],
    signal: AbortSignal.timeout(2000),
  });

describe("a title", () => {
  test("comes from a small request without tools, trimmed of quotes and full stop", async () => {
    claude.play(() => message([text('"Average Amount by Region."\nMore')]));
    const { title, usage } = await titleFrom();
    expect(title).toBe("Average Amount by Region");
    expect(usage.output_tokens).toBeGreaterThan(0);
    const { body } = claude.requests.at(-1)!;
    expect(body).not.toHaveProperty("tools");
    expect(body.max_tokens).toBe(30);
  });

  test("leaves room for thoughts where a model cannot do without", async () => {
    claude.play(() => message([text("A title")]));
    await titleFrom("claude-opus-5-5");
    expect(claude.requests.at(-1)!.body).toMatchObject({ max_tokens: 1024 });
    await titleFrom("claude-opus-5");
    expect(claude.requests.at(-1)!.body).toMatchObject({ max_tokens: 30, thinking: { type: "disabled" } });
  });

  test.each([
    ["is busy", () => overloaded(1)],
    ["declines", () => message([text("I")], { stop_reason: "refusal" })],
    [
      "breaks off",
      () => message([text("Average amount")], { breaks: { after: 1, how: "destroy" as const } }),
    ],
    ["says nothing", () => message([])],
  ])("is the question itself when Claude %s", async (_, scenario) => {
    claude.play(scenario);
    expect((await titleFrom()).title).toBe("Average amount by region");
  });
});

describe("plainTitle", () => {
  test.each([
    ["  which\n region   sells most?? ", "Which region sells most"],
    ["“Umsatz nach Region”", "Umsatz nach Region"],
    ["", ""],
    [
      "compare the total revenue of every region in the north with that of the south",
      "Compare the total revenue of every region in the north with…",
    ],
    ["x".repeat(80), `X${"x".repeat(58)}…`],
  ])("%j becomes %j", (words, title) => {
    expect(plainTitle(words)).toBe(title);
    expect(title.length).toBeLessThanOrEqual(60);
  });

  test("does not cut a character in two", () => {
    expect(plainTitle("📊".repeat(50))).toMatch(/^(📊)+…$/u);
  });
});
