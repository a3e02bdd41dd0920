import "server-only";
import { readPlotSvgs } from "#lib/charts/server/read-plot-svg.ts";
import type { Context } from "#lib/core/context.ts";
import { findSession } from "./find-session.ts";

/** The drawings (SVG) of a session's plots by plot id, for its page. 404 for another's session. */
export async function sessionPlots({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string };
}): Promise<Map<string, string>> {
  const { id } = await findSession(ctx, input.session_id);
  return readPlotSvgs({ ctx, input: { session_id: id } });
}
