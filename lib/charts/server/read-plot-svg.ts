import "server-only";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import { sessionScope } from "./session-scope.ts";

/** The chart as it was drawn on the server. @throws AppError 404 */
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
    select: { svg: true },
  });
  if (!row) throw notFound("plot");
  return row.svg;
}

/** The drawings of a session's plots by plot id, for a page that shows them all. */
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
  return new Map(rows.map((row) => [row.id, row.svg]));
}
