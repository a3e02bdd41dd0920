import "server-only";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { copyDatasets } from "#lib/datasets/copy-datasets.ts";
import { db } from "#lib/db/client.ts";
import type { Session } from "#lib/db/generated/client.ts";
import { copyResults } from "#lib/results/copy-results.ts";
import { findSession } from "#lib/sessions/find-session.ts";
import { removeSession } from "#lib/sessions/remove-session.ts";
import type { SessionView } from "#lib/sessions/schema.ts";
import { sessionView } from "#lib/sessions/session-view.ts";
import { copyMessages } from "./copy-messages.ts";
import { copyPlots } from "./copy-plots.ts";
import { shareContext } from "./share-context.ts";

/**
 * A copy of a shared session in the visitor's own workspace: tables, results, charts and finished answers with
 * their bytes, so that it outlives the original. An answer that is still running is not in it.
 */
export async function forkShared({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string };
}): Promise<SessionView> {
  const { ctx: source, session_id } = await shareContext(input.token, ctx.requestId);
  const original = await findSession(source, session_id);
  const { workspaceId } = ctx;
  const copy = await db().session.create({
    data: {
      workspaceId,
      createdBy: userIdOf(ctx),
      title: original.title,
      titleIsOwn: original.titleIsOwn,
    },
  });
  try {
    await copyContents(ctx, original, copy.id);
  } catch (error) {
    await removeSession(ctx, copy.id);
    throw error;
  }
  return sessionView(ctx, await findSession(ctx, copy.id));
}

/** Messages are read first: whatever they show was stored before them. */
async function copyContents(ctx: Context, original: Session, to_session_id: string): Promise<void> {
  const messages = await db().message.findMany({
    where: { sessionId: original.id },
    orderBy: { seq: "asc" },
  });
  const from = { workspace_id: original.workspaceId, session_id: original.id };
  await copyDatasets({ ctx, from, to_session_id });
  const results = await copyResults({ ctx, from, to_session_id });
  const { plots, runs } = await copyPlots({ ctx, from, to_session_id, results });
  await copyMessages({ ctx, messages, to_session_id, ids: { results, plots }, runs });
}
