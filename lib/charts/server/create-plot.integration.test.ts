import { beforeAll, describe, expect, it } from "vitest";
import { emptySession, loadFile } from "#e2e/support/data.ts";
import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import type { Context } from "#lib/core/context.ts";
import { newId } from "#lib/core/ids.ts";
import { executeQuery } from "#lib/results/execute-query.ts";
import { createPlot } from "./create-plot.ts";
import { getPlot } from "./get-plot.ts";
import { listPlots } from "./list-plots.ts";
import { readPlotSvg, readPlotSvgs } from "./read-plot-svg.ts";

let ctx: Context;
let session_id: string;
let result_id: string;
let other: { ctx: Context; session_id: string };

const spec: VegaLiteSpec = {
  data: { name: "result" },
  mark: "bar",
  encoding: { x: { field: "region", type: "nominal" }, y: { field: "total", type: "quantitative" } },
};
const page = { limit: 50 };

beforeAll(async () => {
  ({ ctx, session_id } = await emptySession());
  other = await emptySession();
  await loadFile({ ctx, session_id }, "sales.csv", "region,amount\nNorth,10\nNorth,20\nSouth,60\n");
  const sql = "SELECT region, sum(amount) AS total FROM sales GROUP BY region ORDER BY region";
  result_id = (await executeQuery({ ctx, input: { session_id, sql, run_id: null } })).id;
});

const create = (
  vega_lite_spec: VegaLiteSpec,
  title = "Total by region",
  as = ctx,
  session = session_id,
  result = result_id,
) =>
  createPlot({
    ctx: as,
    input: { session_id: session, run_id: null, result_id: result, title, vega_lite_spec },
  });

describe("createPlot", () => {
  it("keeps a chart whose title, spec and cells hold U+0000", async () => {
    const sql = "SELECT 'a' || chr(0) AS region, 1 AS total";
    const odd = (await executeQuery({ ctx, input: { session_id, sql, run_id: null } })).id;
    const plot = await create({ ...spec, description: "a\0b" }, "Nul \0 here", ctx, session_id, odd);
    expect(plot).toMatchObject({ title: "Nul \uFFFD here", vega_lite_spec: { description: "a\uFFFDb" } });
  });

  it("stores the chart with its drawing, for its owner to read", async () => {
    const plot = await create(spec);
    expect(plot).toMatchObject({
      title: "Total by region",
      result_id,
      request_id: null,
      vega_lite_spec: { title: "Total by region", mark: "bar" },
    });
    expect(await getPlot({ ctx, input: { plot_id: plot.id } })).toEqual(plot);
    const svg = await readPlotSvg({ ctx, input: { plot_id: plot.id } });
    expect(svg).toContain("<title>Total by region</title>");
    expect(svg).toContain(">North<");
    expect((await readPlotSvgs({ ctx, input: { session_id } })).get(plot.id)).toBe(svg);
  });

  it("takes the title from the spec when none is given", async () => {
    expect((await create({ ...spec, title: { text: "From the spec" } }, " ")).title).toBe("From the spec");
  });

  it("refuses a spec that breaks the rules, with the path of each fault", async () => {
    await expect(create({ ...spec, encoding: { x: { field: "regoin" } } })).rejects.toMatchObject({
      code: "invalid",
      errors: [
        {
          path: "vega_lite_spec.encoding.x.field",
          message: expect.stringContaining('did you mean "region"'),
        },
      ],
    });
    await expect(create({ ...spec, data: { values: [] } })).rejects.toMatchObject({ code: "invalid" });
  });

  it("draws rows beyond those kept beside the Result", async () => {
    const sql = "SELECT i AS x, i * 2 AS y FROM range(30000) r(i)";
    const many = await executeQuery({ ctx, input: { session_id, sql, run_id: null } });
    const points = {
      data: { name: "result" },
      mark: "point",
      encoding: { x: { field: "x" }, y: { field: "y" } },
    };
    const plot = await create(points, "Many", ctx, session_id, many.id);
    expect((await readPlotSvg({ ctx, input: { plot_id: plot.id } })).match(/fill="#0d9488"/g)).toHaveLength(
      5_000,
    );
  });

  it("knows only the session's own results", async () => {
    await expect(create(spec, "x", other.ctx)).rejects.toMatchObject({ code: "not_found" });
    await expect(create(spec, "x", other.ctx, other.session_id)).rejects.toMatchObject({ code: "not_found" });
    await expect(create(spec, "x", ctx, session_id, "nonsense")).rejects.toMatchObject({ code: "not_found" });
    await expect(create(spec, "x", ctx, session_id, newId())).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("listPlots", () => {
  it("pages through a session's plots in the order they were made", async () => {
    const all = await listPlots({ ctx, input: { session_id, page } });
    expect(all.count).toBeGreaterThanOrEqual(2);
    const first = await listPlots({ ctx, input: { session_id, page: { limit: 1 } } });
    expect(first.data).toEqual(all.data.slice(0, 1));
    const second = await listPlots({
      ctx,
      input: { session_id, page: { limit: 1, cursor: first.next_cursor ?? "" } },
    });
    expect(second.data).toEqual(all.data.slice(1, 2));
    expect(second.count).toBe(all.count);
  });

  it("is empty or a 404 for anyone else", async () => {
    expect((await listPlots({ ctx: other.ctx, input: { page } })).count).toBe(0);
    await expect(listPlots({ ctx: other.ctx, input: { session_id, page } })).rejects.toMatchObject({
      code: "not_found",
    });
    const [plot] = (await listPlots({ ctx, input: { session_id, page } })).data;
    await expect(getPlot({ ctx: other.ctx, input: { plot_id: plot?.id ?? "" } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(readPlotSvg({ ctx: other.ctx, input: { plot_id: plot?.id ?? "" } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getPlot({ ctx, input: { plot_id: "nonsense" } })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("shows a shared link its one session", async () => {
    const shared: Context = { ...ctx, actor: { kind: "share", sessionId: session_id } };
    expect((await listPlots({ ctx: shared, input: { session_id, page } })).count).toBeGreaterThan(0);
    const elsewhere: Context = { ...ctx, actor: { kind: "share", sessionId: newId() } };
    expect((await listPlots({ ctx: elsewhere, input: { page } })).count).toBe(0);
    await expect(listPlots({ ctx: elsewhere, input: { session_id, page } })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
