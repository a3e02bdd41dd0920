import { beforeAll, expect, it } from "vitest";
import { emptySession, loadFile } from "#e2e/support/data.ts";
import { colorsOfSession } from "#lib/charts/series-colors.ts";
import { createPlot } from "#lib/charts/server/create-plot.ts";
import { listPlots } from "#lib/charts/server/list-plots.ts";
import { readPlotSvgs } from "#lib/charts/server/read-plot-svg.ts";
import type { Context } from "#lib/core/context.ts";
import { executeQuery } from "#lib/results/execute-query.ts";
import { forkShared } from "./sharing/fork-shared.ts";
import { shareSession } from "./sharing/share-session.ts";

let ctx: Context;
let session_id: string;

beforeAll(async () => {
  ({ ctx, session_id } = await emptySession());
  const csv = "region,month,amount\nNorth,1,10\nSouth,1,20\nEast,1,5\nNorth,2,7\nSouth,2,3\nEast,2,30\n";
  await loadFile({ ctx, session_id }, "sales.csv", csv);
});

async function plot(where: string, mark: string, as = { ctx, session_id }) {
  const sql = `SELECT region, month, sum(amount) AS total FROM sales WHERE ${where} GROUP BY ALL ORDER BY ALL`;
  const result = await executeQuery({ ctx: as.ctx, input: { session_id: as.session_id, sql, run_id: null } });
  const place = mark === "arc" ? { theta: { field: "total", type: "quantitative" } } : XY;
  const encoding = { ...place, color: { field: "region", type: "nominal" } };
  const vega_lite_spec = { data: { name: "result" }, mark, encoding };
  const input = {
    session_id: as.session_id,
    run_id: null,
    result_id: result.id,
    title: where,
    vega_lite_spec,
  };
  const { id, vega_lite_spec: spec } = await createPlot({ ctx: as.ctx, input });
  return { id, colors: new Map(colorsOfSession([{ spec, columns: [], rows: [] }])) };
}
const XY = { x: { field: "month", type: "ordinal" }, y: { field: "total", type: "quantitative" } };
const page = { limit: 50 };

it("a name keeps its colour in every chart of its session, also in those made at once, in its forks, and as drawn", async () => {
  const first = await plot("region <> 'East'", "line");
  expect([...first.colors.keys()]).toEqual(["North", "South"]);
  const [second, third] = await Promise.all([plot("true", "bar"), plot("region <> 'North'", "arc")]);
  for (const { colors } of [second, third]) expect(colors.get("South")).toBe(first.colors.get("South"));
  expect(second.colors.get("North")).toBe(first.colors.get("North"));
  expect(third.colors.get("East")).toBe(second.colors.get("East"));
  expect(new Set(second.colors.values()).size).toBe(3);

  const svgs = await readPlotSvgs({ ctx, input: { session_id } });
  for (const { id, colors } of [first, second, third])
    for (const color of colors.values()) expect(svgs.get(id)).toContain(color);

  const { token } = await shareSession({ ctx, input: { session_id, origin: "http://test" } });
  const visitor = await emptySession();
  const fork = {
    ctx: visitor.ctx,
    session_id: (await forkShared({ ctx: visitor.ctx, input: { token } })).id,
  };
  const specsOf = async (at: typeof fork) =>
    (await listPlots({ ctx: at.ctx, input: { session_id: at.session_id, page } })).data.map(
      ({ vega_lite_spec }) => vega_lite_spec,
    );
  expect(await specsOf(fork)).toEqual(await specsOf({ ctx, session_id }));
  const later = await plot("region = 'East'", "line", fork);
  expect(later.colors.get("East")).toBe(second.colors.get("East"));
});
