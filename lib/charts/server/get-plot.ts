import "server-only";
import type { PlotView } from "#lib/charts/schema.ts";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import { storedPlot } from "./plot-view.ts";
import { sessionScope } from "./session-scope.ts";

/** @throws AppError 404 */
export async function getPlot({
  ctx,
  input,
}: {
  ctx: Context;
  input: { plot_id: string };
}): Promise<PlotView> {
  if (!isId(input.plot_id)) throw notFound("plot");
  const row = await db().plot.findFirst({
    where: { id: input.plot_id, workspaceId: ctx.workspaceId, ...sessionScope(ctx) },
    omit: { svg: true },
  });
  if (!row) throw notFound("plot");
  return storedPlot(row);
}
