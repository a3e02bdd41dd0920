import "server-only";
import type { Context } from "#lib/core/context.ts";
import { newId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import { stored } from "#lib/sessions/runs/event-rows.ts";

interface Copying {
  ctx: Context;
  from: { session_id: string };
  to_session_id: string;
  /** New result ids by old ones. */
  results: ReadonlyMap<string, string>;
}

/** Copies the plots of copied results. Returns new ids by old ones, of plots and of the runs they stand for. */
export async function copyPlots({ ctx, from, to_session_id, results }: Copying) {
  const rows = await db().plot.findMany({ where: { sessionId: from.session_id }, orderBy: { id: "asc" } });
  const plots = new Map<string, string>();
  const runs = new Map<string, string>();
  const copies = rows.flatMap((row) => {
    const resultId = results.get(row.resultId);
    if (resultId === undefined) return [];
    const id = newId();
    plots.set(row.id, id);
    if (row.runId !== null && !runs.has(row.runId)) runs.set(row.runId, newId());
    const runId = row.runId === null ? null : (runs.get(row.runId) ?? null);
    const { title, svg, createdAt } = row;
    const own = { id, workspaceId: ctx.workspaceId, sessionId: to_session_id, resultId, runId };
    return [{ ...own, title, svg, createdAt, spec: stored(row.spec) }];
  });
  await db().plot.createMany({ data: copies });
  return { plots, runs };
}
