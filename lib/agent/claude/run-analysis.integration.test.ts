import { beforeAll, expect, test, vi } from "vitest";
import { plannerUnderTest } from "#e2e/support/claude/planner-under-test.ts";
import { call, message, text } from "#e2e/support/claude/scenario.ts";
import { eventsOf, gather, textsOf, turnOf } from "#e2e/support/claude/small-toolbox.ts";
import { type PlanSession, planSession } from "#e2e/support/plan-session.ts";
import type { Toolbox } from "#lib/agent/schema.ts";
import { createToolbox } from "#lib/agent/toolbox.ts";

// What these tests provoke need not fill the screen.
vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});
const under = plannerUnderTest();

let tools: Toolbox;
beforeAll(async () => {
  const { ctx, session_id, tableOf }: PlanSession = await planSession();
  await tableOf("sales", "SELECT ['a', 'b'][1 + range % 2] AS product, range AS amount FROM range(10)");
  tools = createToolbox({ ctx, session_id, run_id: null });
});

test("a faulty plan comes back as an error with its paths; the mended one is shown and answered with its figures", async () => {
  const plan = { operation: "mean", target_column: "amount", group_by: ["product"] };
  const faulty = { ...plan, target_column: "amuont" };
  const told: unknown[] = [];
  under.claude.play(({ messages, tools: offered }) => {
    if (offered.length === 0) return message([text("A title")]);
    const [answer] = messages.at(-1)?.content ?? [];
    if (answer?.type !== "tool_result") return message([call("run_analysis", { plan: faulty })]);
    told.push(answer);
    if (answer.is_error) return message([call("run_analysis", { plan, title: "Mean amount by product" })]);
    const rows: [string, number][] = JSON.parse(String(answer.content)).rows;
    return message([text(rows.map(([product, mean]) => `${product} ${mean}`).join(", "))]);
  });
  const { events, error } = await gather(under.planner, turnOf("mean amount by product", { tools }));
  expect(error).toBeNull();
  expect(under.claude.requests.flatMap((request) => request.refused ?? [])).toEqual([]);
  expect(told).toMatchObject([
    {
      is_error: true,
      content: expect.stringContaining('- target_column: There is no column "amuont" in "sales".'),
    },
    { content: expect.stringContaining('"result_id"') },
  ]);
  expect(eventsOf(events, "query").map(({ query }) => query.purpose)).toEqual(["Mean amount by product"]);
  expect(eventsOf(events, "query")[0]?.query.result?.plan).toMatchObject(plan);
  expect(eventsOf(events, "plot")).toHaveLength(1);
  expect(textsOf(events).at(-1)).toBe("b 5, a 4");
});

const WORDS_OF_UNIONS = ["oneOf", "anyOf", "allOf", "$ref"];
const LARGEST = 12_000;

test("the Messages API takes the tools' schemas: an object each, no union at its top, plain names of fields, of a bearable size", () => {
  for (const { name, description, input_schema } of tools.definitions) {
    expect(input_schema.type, name).toBe("object");
    expect(Object.keys(input_schema).filter((key) => WORDS_OF_UNIONS.includes(key))).toEqual([]);
    expect(JSON.stringify(input_schema)).not.toContain('"format":"column"');
    for (const field of fieldsOf(input_schema)) expect(field).toMatch(/^[a-zA-Z0-9_.-]{1,64}$/);
    expect(JSON.stringify(input_schema).length + description.length, name).toBeLessThan(LARGEST);
  }
});

function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, inner]) => [
    ...(key === "properties" ? Object.keys(inner) : []),
    ...fieldsOf(inner),
  ]);
}
