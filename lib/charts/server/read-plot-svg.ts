import "server-only";
import { CHART_ROWS } from "#lib/charts/with-data.ts";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import type { Plot, Result } from "#lib/db/generated/client.ts";
import { drawSvg } from "./draw-svg.ts";
import { storedPlot } from "./plot-view.ts";
import { rowsToDraw } from "./rows-to-draw.ts";
import { sessionScope } from "./session-scope.ts";
import { withoutNul } from "./without-nul.ts";

/** The chart as it was drawn on the server, now if nobody has looked at it before. @throws AppError 404 */
export async function readPlotSvg({
  ctx,
  input,
}: {
  ctx: Context;
  input: { plot_id: string };
}): Promise<string> {
  if (!isId(input.plot_id)) throw notFound("plot");
  const row = await db().plot.findFirst({
    where: { id: input.plot_id, workspaceId: ctx.workspaceId, ...sessionScope(ctx) },
    include: { result: true },
  });
  if (!row) throw notFound("plot");
  return row.svg ?? drawn(row);
}

/** Draws a chart for the first who looks at it, and keeps the drawing. */
async function drawn(row: Plot & { result: Result }): Promise<string> {
  const { columns, rows } = await rowsToDraw(row.result, CHART_ROWS);
  const svg = withoutNul(await drawSvg(storedPlot(row).vega_lite_spec, columns, rows));
  await db().plot.updateMany({ where: { id: row.id, svg: null }, data: { svg } });
  return svg;
}

/** The drawings that a session's plots have, by plot id, for a page that shows its answers. */
export async function readPlotSvgs({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string };
}): Promise<Map<string, string>> {
  if (!isId(input.session_id)) throw notFound("session");
  const rows = await db().plot.findMany({
    where: { sessionId: input.session_id, workspaceId: ctx.workspaceId, ...sessionScope(ctx) },
    select: { id: true, svg: true },
  });
  return new Map(rows.flatMap(({ id, svg }) => (svg === null ? [] : [[id, svg]])));
}
