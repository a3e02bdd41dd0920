import "server-only";
import { z } from "zod";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import type { ListOf, PageQuery } from "#lib/core/schema.ts";
import { db } from "#lib/db/client.ts";
import { toDataFile } from "./data-file.ts";
import type { DataFile } from "./schema.ts";
import { requireSession, sessionScope } from "./scope.ts";

interface Input {
  session_id?: string | undefined;
  page: PageQuery;
}

/** The workspace's files, newest first; with `session_id` those of one session. */
export async function listFiles({ ctx, input }: { ctx: Context; input: Input }): Promise<ListOf<DataFile>> {
  const { session_id, page } = input;
  if (session_id !== undefined) await requireSession(ctx, session_id);
  const where = { ...sessionScope(ctx), ...(session_id === undefined ? {} : { sessionId: session_id }) };
  const after = page.cursor === undefined ? {} : { id: { lt: cursorOf(page.cursor) } };
  const [count, rows] = await Promise.all([
    db().dataset.count({ where }),
    db().dataset.findMany({ where: { AND: [where, after] }, orderBy: { id: "desc" }, take: page.limit + 1 }),
  ]);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toDataFile),
    count,
    next_cursor: rows.length > page.limit && last !== undefined ? last.id : null,
  };
}

/** Ids are time-ordered, so the last one seen is the cursor. */
function cursorOf(text: string): string {
  const id = z.uuid().safeParse(text);
  if (!id.success) throw new AppError("invalid", "The cursor is not one that a list gave.");
  return id.data;
}
