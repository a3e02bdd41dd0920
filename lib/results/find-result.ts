import "server-only";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { sessionScope } from "#lib/datasets/scope.ts";
import { db } from "#lib/db/client.ts";
import type { Result } from "#lib/db/generated/client.ts";

/** The Result, if it is the workspace's and, for a shared link, its session's; else 404. */
export async function findResult(ctx: Context, id: string): Promise<Result> {
  const row = isId(id) ? await db().result.findFirst({ where: { id, ...sessionScope(ctx) } }) : null;
  if (row === null) throw notFound("result");
  return row;
}
