import "server-only";
import type { Context } from "#lib/core/context.ts";
import { findSession } from "./find-session.ts";
import { findRunning } from "./runs/find-running.ts";
import type { SessionView } from "./schema.ts";
import { sessionView } from "./session-view.ts";

/** A session with its files and messages. 404 for another's. */
export async function getSession({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string };
}): Promise<SessionView> {
  const row = await findSession(ctx, input.session_id);
  // Nobody may read `running` of an answer whose server died.
  await findRunning(row.id);
  return sessionView(ctx, row);
}
