import "server-only";
import type { Context } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";
import { expiredSentence } from "./expired-sentence.ts";

/** The answer to a question about data that has all expired; null while there is a table, or never was one. */
export async function nothingLeft(ctx: Context, sessionId: string): Promise<string | null> {
  const files = await db().dataset.findMany({
    where: { sessionId, workspaceId: ctx.workspaceId, kind: { not: "derived" } },
    select: { filename: true, kind: true, parquetKey: true, expiredAt: true },
    orderBy: { id: "asc" },
  });
  if (files.some((file) => file.parquetKey !== null)) return null;
  const expired = files.flatMap((file) =>
    file.expiredAt === null ? [] : [expiredSentence(file, file.expiredAt)],
  );
  return expired.length === 0 ? null : `${expired.join(" ")} What was said before stays here.`;
}
