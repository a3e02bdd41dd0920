import "server-only";
import type { Context } from "#lib/core/context.ts";

/** A shared link reads its one session; everyone else reads the workspace. */
export function sessionScope({ actor }: Context): { AND?: { sessionId: string } } {
  return actor.kind === "share" ? { AND: { sessionId: actor.sessionId } } : {};
}
