import { expect, it } from "vitest";
import { planSession } from "#e2e/support/plan-session.ts";
import { createToolbox } from "#lib/agent/toolbox.ts";
import type { Json } from "#lib/core/schema.ts";

it("the tool gives the model a handle and the person a table and a chart; faults come back with their paths", async () => {
  const session = await planSession();
  await session.tableOf(
    "sales",
    "SELECT ['a', 'b'][1 + range % 2] AS product, range AS amount FROM range(10)",
  );
  const tools = createToolbox({ ctx: session.ctx, session_id: session.session_id, run_id: null });
  const run = (plan: Json) => tools.run("run_analysis", { plan }, new AbortController().signal);
  const outcome = await run({ operation: "mean", target_column: "amount", group_by: ["product"] });
  expect(outcome.events.map(({ type }) => type)).toEqual(["query", "plot"]);
  expect(JSON.parse(outcome.for_model)).toMatchObject({
    result_id: expect.any(String),
    row_count: 2,
    plot_id: expect.any(String),
  });
  const refused = await run({ operation: "mean", target_column: "amuont" });
  expect(refused).toMatchObject({ is_error: true, events: [] });
  expect(refused.for_model).toContain(
    '- target_column: There is no column "amuont" in "sales". Did you mean "amount"?',
  );
});
