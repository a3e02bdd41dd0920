import "server-only";
import { NO_USAGE } from "#lib/billing/schema.ts";
import { listPlots } from "#lib/charts/server/list-plots.ts";
import type { Context } from "#lib/core/context.ts";
import { AppError, notFound } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { getResult } from "#lib/results/get-result.ts";
import { toMessageView } from "./message-views.ts";
import { LEAVING } from "./runs/live-runs.ts";
import { textOf } from "./runs/past-turns.ts";
import type { StartedRun } from "./runs/start-run.ts";
import type { Answer, MessagePart } from "./schema.ts";

const ALL = { limit: 200 };

/** The finished answer of a run; what made it fail is thrown. */
export async function waitForAnswer(ctx: Context, run: StartedRun): Promise<Answer> {
  const { status, error } = await run.ended;
  if (error !== null) throw error;
  if (status === "interrupted") throw new AppError("unavailable", LEAVING.sentence, { retryAfter: 5 });
  const row = await db().message.findFirst({ where: { id: run.answer_id, workspaceId: ctx.workspaceId } });
  if (row === null) throw notFound("session");
  const { parts, metadata } = toMessageView(row);
  const plots = await listPlots({ ctx, input: { request_id: run.run_id, page: ALL } });
  return {
    request_id: run.run_id,
    message_id: run.answer_id,
    text: textOf(parts),
    results: await Promise.all(resultIds(parts).map((result_id) => getResult({ ctx, input: { result_id } }))),
    plots: plots.data,
    claims: parts.flatMap((part) => (part.type === "data-claims" ? part.data.claims : [])),
    unverified: metadata.unverified ?? 0,
    assumptions: parts.flatMap((part) => (part.type === "data-assumptions" ? part.data.assumptions : [])),
    usage: metadata.usage ?? NO_USAGE,
    cost_usd: metadata.cost_usd ?? null,
    planner: metadata.planner ?? "analyst",
    data_updated: metadata.data_updated ?? false,
    stopped: metadata.stopped ?? false,
  };
}

function resultIds(parts: MessagePart[]): string[] {
  const ids = parts.flatMap((part) => (part.type === "data-query-result" ? [part.data.result_id] : []));
  return [...new Set(ids.filter((id) => id !== null))];
}
