import "server-only";
import type { PlotView } from "#lib/charts/schema.ts";
import type { Context } from "#lib/core/context.ts";
import { AppError, notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import type { ListOf, PageQuery } from "#lib/core/schema.ts";
import { db } from "#lib/db/client.ts";
import { storedPlot } from "./plot-view.ts";
import { sessionScope } from "./session-scope.ts";

export interface ListPlotsInput {
  session_id?: string | undefined;
  /** The run whose answer shows them. */
  request_id?: string | undefined;
  page: PageQuery;
}

/** Plots in the order in which they were made. @throws AppError 404 for a session that is not there. */
export async function listPlots({
  ctx,
  input,
}: {
  ctx: Context;
  input: ListPlotsInput;
}): Promise<ListOf<PlotView>> {
  const { session_id, request_id, page } = input;
  if (session_id !== undefined) await requireSession(ctx, session_id);
  if (request_id !== undefined && !isId(request_id)) throw notFound("request");
  if (page.cursor !== undefined && !isId(page.cursor))
    throw new AppError("invalid", "The cursor is not one that a list gave.");
  const where = {
    workspaceId: ctx.workspaceId,
    ...(session_id === undefined ? {} : { sessionId: session_id }),
    ...(request_id === undefined ? {} : { runId: request_id }),
    ...sessionScope(ctx),
  };
  const [count, rows] = await Promise.all([
    db().plot.count({ where }),
    db().plot.findMany({
      // Ids are time-ordered (UUID version 7).
      where: page.cursor === undefined ? where : { ...where, id: { gt: page.cursor } },
      orderBy: { id: "asc" },
      take: page.limit + 1,
      omit: { svg: true },
    }),
  ]);
  const data = rows.slice(0, page.limit);
  return {
    data: data.map(storedPlot),
    count,
    next_cursor: rows.length > page.limit ? (data.at(-1)?.id ?? null) : null,
  };
}

async function requireSession(ctx: Context, session_id: string): Promise<void> {
  const isReadable = isId(session_id) && (ctx.actor.kind !== "share" || ctx.actor.sessionId === session_id);
  const found =
    isReadable && (await db().session.count({ where: { id: session_id, workspaceId: ctx.workspaceId } }));
  if (!found) throw notFound("session");
}
