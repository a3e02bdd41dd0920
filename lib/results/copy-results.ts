import "server-only";
import type { Context } from "#lib/core/context.ts";
import { newId } from "#lib/core/ids.ts";
import { json } from "#lib/core/schema.ts";
import { storedJson } from "#lib/datasets/stored-json.ts";
import { db } from "#lib/db/client.ts";
import { Prisma, type Result } from "#lib/db/generated/client.ts";
import { resultKey } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";

interface Copy {
  /** Of the copying person: the copies are theirs. */
  ctx: Context;
  from: { workspace_id: string; session_id: string };
  to_session_id: string;
}

/**
 * Copies a session's Results, bytes and all, into another session for a fork; they outlive the original. The
 * caller has checked that the original may be seen. Returns old id → new id. The runs they came from stay behind.
 */
export async function copyResults({ ctx, from, to_session_id }: Copy): Promise<Map<string, string>> {
  const where = { workspaceId: from.workspace_id, sessionId: from.session_id };
  const rows = await db().result.findMany({ where, orderBy: { id: "asc" } });
  const ids = new Map<string, string>();
  for (const row of rows) {
    const id = newId();
    const parquetKey = resultKey(ctx.workspaceId, to_session_id, id);
    if (row.expiredAt === null) await storage().copy(row.parquetKey, parquetKey);
    await db().result.create({
      data: copyOf(row, { id, parquetKey, workspaceId: ctx.workspaceId, sessionId: to_session_id }),
    });
    ids.set(row.id, id);
  }
  return ids;
}

type Place = Pick<Result, "id" | "parquetKey" | "workspaceId" | "sessionId">;

function copyOf(row: Result, place: Place): Prisma.ResultUncheckedCreateInput {
  return {
    ...row,
    ...place,
    runId: null,
    plan: row.plan === null ? Prisma.DbNull : storedJson(json.parse(row.plan)),
    columns: storedJson(json.parse(row.columns)),
    rows: storedJson(json.parse(row.rows)),
    datasets: storedJson(json.parse(row.datasets)),
  };
}
