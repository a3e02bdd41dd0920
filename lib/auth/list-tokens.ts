import "server-only";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import type { ListOf, PageQuery } from "#lib/core/schema.ts";
import { db } from "#lib/db/client.ts";
import type { ApiTokenView } from "./schema.ts";
import { tokenView } from "./views.ts";

/** One's living tokens in this workspace, newest first. */
export async function listTokens({
  ctx,
  input: { page },
}: {
  ctx: Context;
  input: { page: PageQuery };
}): Promise<ListOf<ApiTokenView>> {
  const where = { workspaceId: ctx.workspaceId, userId: userIdOf(ctx), expiresAt: { gt: new Date() } };
  const after = page.cursor === undefined ? undefined : { lt: cursorId(page.cursor) };
  const [count, rows] = await Promise.all([
    db().apiToken.count({ where }),
    db().apiToken.findMany({
      where: { ...where, id: after },
      orderBy: { id: "desc" }, // version 7 ids are in order of time
      take: page.limit + 1,
      omit: { tokenHash: true },
    }),
  ]);
  const data = rows.slice(0, page.limit).map(tokenView);
  return { data, count, next_cursor: rows.length > page.limit ? (data.at(-1)?.id ?? null) : null };
}

function cursorId(cursor: string): string {
  if (isId(cursor)) return cursor;
  throw new AppError("invalid", "This cursor is not one that a list gave.", {
    errors: [{ path: "cursor", message: "is not one that a list gave" }],
  });
}
