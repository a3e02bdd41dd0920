import { describe, expect, test } from "vitest";
import type { PastTurn } from "#lib/agent/schema.ts";
import type { Json } from "#lib/core/schema.ts";
import { pastMessages } from "./history.ts";
import { REFUSED } from "./transcript.ts";
import type { Message } from "./wire.ts";

const PLENTY = { full: 50_000, short: 50_000, bare: false };
const thought = { type: "thinking", thinking: "hm", signature: "s" };

const transcript = (n: number, size = 0): Json[] => [
  { role: "user", content: [{ type: "text", text: `question ${n}` }] },
  {
    role: "assistant",
    content: [thought, { type: "tool_use", id: `t${n}`, name: "run_sql", input: { sql: "S" } }],
  },
  {
    role: "user",
    content: [{ type: "tool_result", tool_use_id: `t${n}`, content: `rows${"x".repeat(size)}` }],
  },
  { role: "assistant", content: [{ type: "text", text: `answer ${n}` }] },
];
const turn = (n: number, more: Partial<PastTurn> = {}): PastTurn => ({
  ask: { kind: "question", text: `question ${n}` },
  answer: `answer ${n}`,
  planner: "claude",
  transcript: transcript(n),
  queries: [{ sql: `SELECT ${n}`, result_id: `id-${n}` }],
  ...more,
});
const roles = (messages: Message[]) => messages.map((m) => m.role);

/** What the service asks of any conversation. */
function expectValid(messages: Message[]): void {
  expect(messages[0]?.role ?? "user").toBe("user");
  messages.forEach((m, i) => {
    expect(m.role).toBe(i % 2 === 0 ? "user" : "assistant");
    expect(m.content.length).toBeGreaterThan(0);
    const calls = m.content.filter((b) => b.type === "tool_use").map((b) => b.id);
    const answers = (messages[i + 1]?.content ?? [])
      .filter((b) => b.type === "tool_result")
      .map((b) => b.tool_use_id);
    if (m.role === "assistant") expect(answers).toEqual(calls);
    for (const block of m.content) if (block.type === "text") expect(String(block.text).trim()).not.toBe("");
  });
}

describe("the past as messages", () => {
  test("Claude's own turns are told word for word, thoughts and signatures too", () => {
    const messages = pastMessages([turn(1), turn(2)], PLENTY);
    expect(messages).toEqual([...transcript(1), ...transcript(2)]);
    expectValid(messages);
  });

  test("the analyst's turns are told as question and answer, with the SQL that ran", () => {
    const messages = pastMessages([turn(1, { planner: "analyst", transcript: [] })], PLENTY);
    expect(roles(messages)).toEqual(["user", "assistant"]);
    expect(JSON.stringify(messages)).toContain("id-1: SELECT 1");
    expectValid(messages);
  });

  test.each<[string, Json[]]>([
    ["ends in the middle of the tools", transcript(1).slice(0, 3)],
    [
      "leaves a call unanswered",
      transcript(1).toSpliced(2, 1, { role: "user", content: [{ type: "text", text: "x" }] }),
    ],
    ["begins with the assistant", transcript(1).slice(1)],
    ["is of another form", [{ role: "system", content: "x" }]],
    [
      "has a message without content",
      [
        { role: "user", content: [] },
        { role: "assistant", content: [thought] },
      ],
    ],
  ])("a stored turn that %s is told as question and answer", (_, stored) => {
    const messages = pastMessages([turn(1, { transcript: stored }), turn(2)], PLENTY);
    expect(JSON.stringify(messages[1])).toContain("answer 1");
    expectValid(messages);
  });

  test("an interrupted turn without a word still alternates", () => {
    const messages = pastMessages([turn(1, { answer: " ", transcript: [] }), turn(2)], PLENTY);
    expectValid(messages);
    expect(JSON.stringify(messages[1])).toContain("interrupted");
  });

  test("a declined turn is not told at all", () => {
    const messages = pastMessages([turn(1, { transcript: [REFUSED] }), turn(2)], PLENTY);
    expect(messages).toEqual(transcript(2));
  });

  test("the oldest turns are folded when it grows too long, and thoughts bound to them go", () => {
    const turns = Array.from({ length: 10 }, (_, i) => turn(i, { transcript: transcript(i, 3500) }));
    const messages = pastMessages(turns, { full: 6000, short: 6000, bare: false });
    expectValid(messages);
    const told = JSON.stringify(messages);
    expect(told.length / 3.5).toBeLessThan(7000);
    for (let i = 0; i < 10; i++) expect(told).toContain(`answer ${i}`);
    expect(told).toContain("id-0: SELECT 0");
    expect(told).not.toContain('"thinking"');
    expect(told).toContain('"tool_use_id":"t9"');
  });

  test("the folding point stays where it is for several turns, so that the prefix can be cached", () => {
    const turns = Array.from({ length: 40 }, (_, i) => turn(i, { transcript: transcript(i, 3500) }));
    const firsts = turns.map((_, n) => {
      const told = JSON.stringify(
        pastMessages(turns.slice(0, n + 1), { full: 10_000, short: 90_000, bare: false }),
      );
      return (told.match(/queries_that_answered_this>\\n/g) ?? []).length;
    });
    const moves = firsts.filter((count, i) => i > 0 && count !== firsts[i - 1]).length;
    expect(Math.max(...firsts)).toBeGreaterThan(20);
    expect(moves).toBeLessThan(10);
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
  });

  test("when even that is too much the oldest are left out, never the newest", () => {
    const turns = Array.from({ length: 50 }, (_, i) => turn(i, { answer: `answer ${i} ${"y".repeat(700)}` }));
    const messages = pastMessages(turns, { full: 0, short: 2000, bare: false });
    expectValid(messages);
    expect(JSON.stringify(messages)).toContain("answer 49");
    expect(JSON.stringify(messages)).not.toContain("answer 0 ");
  });

  test("told bare, it has no thoughts and is still valid", () => {
    const only: Json[] = [
      { role: "user", content: [{ type: "text", text: "q" }] },
      { role: "assistant", content: [thought] },
    ];
    const messages = pastMessages([turn(1, { transcript: only }), turn(2)], { ...PLENTY, bare: true });
    expect(JSON.stringify(messages)).not.toContain('"thinking"');
    expectValid(messages);
  });
});
