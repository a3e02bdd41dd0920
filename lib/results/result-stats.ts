import "server-only";
import type { Context } from "#lib/core/context.ts";
import { requireSession } from "#lib/datasets/scope.ts";
import { db } from "#lib/db/client.ts";

/** How many Results a session keeps, and their bytes. */
export async function resultStats({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string };
}): Promise<{ count: number; byte_size: number }> {
  await requireSession(ctx, input.session_id);
  const where = { sessionId: input.session_id, workspaceId: ctx.workspaceId };
  const { _count, _sum } = await db().result.aggregate({ where, _count: true, _sum: { byteSize: true } });
  return { count: _count, byte_size: Number(_sum.byteSize ?? 0) };
}
