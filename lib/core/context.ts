import type { Logger } from "pino";

/** Who acts. A shared link may read one session and nothing else. */
export type Actor =
  | { kind: "user"; userId: string; via: "cookie" | "token"; tokenId?: string }
  | { kind: "share"; sessionId: string }
  | { kind: "system" };

/**
 * Who and where, built once at the edge. Every verb takes it; nothing below looks at cookies or headers,
 * and every query filters by `workspaceId`.
 */
export interface Context {
  workspaceId: string;
  actor: Actor;
  requestId: string;
  log: Logger;
}

/** The id of the person who acts; a share or the system has none, and asking is a fault of ours. */
export function userIdOf(ctx: Context): string {
  if (ctx.actor.kind !== "user") throw new Error(`a ${ctx.actor.kind} actor has no user id`);
  return ctx.actor.userId;
}
