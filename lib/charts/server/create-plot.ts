import "server-only";
import { checkSpec } from "#lib/charts/check-spec.ts";
import type { PlotView, VegaLiteSpec } from "#lib/charts/schema.ts";
import { takesColors, withSeriesColors } from "#lib/charts/series-colors.ts";
import { titleOfSpec } from "#lib/charts/title-of-spec.ts";
import { CHART_ROWS } from "#lib/charts/with-data.ts";
import type { Context } from "#lib/core/context.ts";
import { AppError, notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { storedJson } from "#lib/datasets/stored-json.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma, Result } from "#lib/db/generated/client.ts";
import { lockSession } from "#lib/ingest/insert-datasets.ts";
import { drawSvg } from "./draw-svg.ts";
import { storedPlot } from "./plot-view.ts";
import { columnsOf, rowsToDraw } from "./rows-to-draw.ts";
import { sessionColors } from "./session-colors.ts";
import { withoutNul } from "./without-nul.ts";

export interface CreatePlotInput {
  session_id: string;
  /** The run whose answer shows it; null for a chart made by itself. */
  run_id: string | null;
  result_id: string;
  title: string;
  vega_lite_spec: VegaLiteSpec;
  /** False for a chart of our own choice that no answer shows: it is drawn when somebody looks at it. True by default. */
  is_seen?: boolean;
}

/**
 * Checks a chart against the rules and its Result, draws it and stores it: nobody sees a chart that cannot be drawn.
 * @throws AppError 404 for a result that is not the session's, 422 `invalid` with the path of each fault.
 */
export async function createPlot({
  ctx,
  input,
}: {
  ctx: Context;
  input: CreatePlotInput;
}): Promise<PlotView> {
  const { session_id, run_id, result_id, vega_lite_spec, is_seen = true } = input;
  if (!isId(session_id) || !isId(result_id)) throw notFound("result");
  const result = await db().result.findFirst({
    where: { id: result_id, sessionId: session_id, workspaceId: ctx.workspaceId },
  });
  if (!result) throw notFound("result");
  const title = input.title.trim() || titleOfSpec(vega_lite_spec) || "Chart";
  const { columns, spec } = checked(result, { ...vega_lite_spec, title: vega_lite_spec.title ?? title });
  const rows = is_seen || takesColors(spec, columns) ? (await rowsToDraw(result, CHART_ROWS)).rows : [];
  const chart = { spec, columns, rows };
  const store = async (to: Prisma.TransactionClient, final: VegaLiteSpec) =>
    to.plot.create({
      data: {
        workspaceId: ctx.workspaceId,
        sessionId: session_id,
        runId: run_id,
        resultId: result_id,
        title: withoutNul(title),
        spec: storedJson(final),
        svg: is_seen ? withoutNul(await drawSvg(final, columns, rows)) : null,
      },
      omit: { svg: true },
    });
  const colored = async (from: Prisma.TransactionClient) =>
    withSeriesColors(chart, await sessionColors(from, ctx, session_id));
  if (!takesColors(spec, columns)) return storedPlot(await store(db(), spec));
  if (!is_seen) return storedPlot(await store(db(), await colored(db())));
  // One after the other: two charts of one answer that are made at once must agree on their colours.
  const row = await db().$transaction(async (tx) => {
    await lockSession(tx, ctx.workspaceId, session_id);
    return store(tx, await colored(tx));
  }, TRANSACTION);
  return storedPlot(row);
}

/** Milliseconds: the drawing of the largest chart is within, also on a busy machine. */
const TRANSACTION = { timeout: 20_000, maxWait: 20_000 };

function checked(result: Result, spec: VegaLiteSpec) {
  const columns = columnsOf(result);
  const errors = checkSpec(spec, columns);
  const [first] = errors;
  if (first) {
    const where = first.path === "" ? "" : ` at ${first.path}`;
    throw new AppError("invalid", `The chart breaks a rule${where}: ${first.message}.`, {
      errors: errors.map(({ path, message }) => ({
        path: path === "" ? "vega_lite_spec" : `vega_lite_spec.${path}`,
        message,
      })),
    });
  }
  return { spec, columns };
}
