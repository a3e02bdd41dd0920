import { beforeAll, expect, it } from "vitest";
import { type PlanSession, planSession } from "#e2e/support/plan-session.ts";
import { KINDS } from "#lib/analysis/kinds/registry.ts";
import type { Json } from "#lib/core/schema.ts";
import { drawPlan } from "./draw-plan.ts";
import { readPlotSvg, readPlotSvgs } from "./read-plot-svg.ts";

let session: PlanSession;
beforeAll(async () => {
  session = await planSession();
  await session.tableOf(
    "sales",
    `SELECT DATE '2022-01-01' + CAST(range * 10 AS INTEGER) AS day, ['North', 'South', 'East'][1 + range % 3] AS "the.region",
       ['a', 'b'][1 + range % 2] AS product, 10 + (range * 37) % 23 + CASE WHEN range = 60 THEN 500 ELSE 0 END AS amount,
       sin(range) * 10 + range % 7 AS price, range / 3.0 + (range * 7) % 5 AS weight FROM range(120)`,
  );
});

const PLANS: Record<string, { [key: string]: Json }> = {
  count: { group_by: ["the.region"] },
  quantile: { target_column: "amount", q: [0.1, 0.5, 0.9], group_by: ["product"] },
  spread: { target_column: "amount", group_by: ["the.region"] },
  share: { group_by: ["the.region"] },
  top: { target_column: "amount", group_by: ["the.region"] },
  bottom: { target_column: "amount", group_by: ["the.region"] },
  trend: { target_column: "amount", time_column: "day", time_grain: "quarter", group_by: ["product"] },
  distribution: { target_column: "price", bins: 8 },
  correlation: { columns: ["amount", "price", "weight"] },
  regression: { x_axis: ["price", "weight"], y_axis: "amount", chart_type: "bar" },
  forecast: {
    target_column: "amount",
    time_column: "day",
    time_grain: "month",
    aggregate: "sum",
    horizon: 3,
  },
  anomalies: { target_column: "amount", method: "iqr", time_column: "day", threshold: 0.1 },
  compare: { target_column: "amount", group_by: ["the.region"] },
  missing_values: {},
};
const NOT_DRAWN = new Set(["normality", "chi_squared", "anomalies"]);

it.each(KINDS.map(({ operation }) => operation).filter((operation) => !NOT_DRAWN.has(operation)))(
  "%s is run, drawn and told",
  async (operation) => {
    const plan = {
      operation,
      ...(PLANS[operation] ?? { target_column: "amount", group_by: ["the.region"] }),
    };
    const { ctx, session_id } = session;
    const { result, plot, text } = await drawPlan({ ctx, input: { session_id, run_id: null, plan } });
    expect(result.row_count).toBeGreaterThan(1);
    expect(text).toMatch(/\S.*\.$/);
    expect(plot).toMatchObject({ result_id: result.id, vega_lite_spec: { data: { name: "result" } } });
    expect(await readPlotSvg({ ctx, input: { plot_id: plot?.id ?? "" } })).toContain("<svg");
  },
);

it("a chart that no answer shows is drawn for the first who looks at it, and kept", async () => {
  const { ctx, session_id } = session;
  const plan = { operation: "count", group_by: ["the.region", "product"] };
  const { plot } = await drawPlan({ ctx, input: { session_id, run_id: null, plan } });
  const plot_id = plot?.id ?? "";
  expect((await readPlotSvgs({ ctx, input: { session_id } })).has(plot_id)).toBe(false);
  const svg = await readPlotSvg({ ctx, input: { plot_id } });
  expect(svg).toContain(">North<");
  expect((await readPlotSvgs({ ctx, input: { session_id } })).get(plot_id)).toBe(svg);
});
