import "server-only";
import { randomUUID } from "node:crypto";
import type { Context } from "#lib/core/context.ts";
import { newId } from "#lib/core/ids.ts";
import { json } from "#lib/core/schema.ts";
import { db } from "#lib/db/client.ts";
import { type Dataset, Prisma } from "#lib/db/generated/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { originalKey, rejectsKey, tableKey } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";
import { storedJson } from "./stored-json.ts";

interface Copy {
  /** Of the copying person: the copies are theirs. */
  ctx: Context;
  from: { workspace_id: string; session_id: string };
  to_session_id: string;
}

/**
 * Copies a session's ready tables, bytes and all, into another session for a fork; they outlive the original.
 * The caller has checked that the original may be seen. Returns old id → new id.
 */
export async function copyDatasets({ ctx, from, to_session_id }: Copy): Promise<Map<string, string>> {
  const where = { workspaceId: from.workspace_id, sessionId: from.session_id, parquetKey: { not: null } };
  const rows = await db().dataset.findMany({ where, orderBy: { id: "asc" } });
  const ids = new Map<string, string>();
  for (const row of rows) {
    const id = newId();
    await db().dataset.create({ data: await copyOf(row, { ctx, id, sessionId: to_session_id }) });
    ids.set(row.id, id);
  }
  return ids;
}

interface Place {
  ctx: Context;
  id: string;
  sessionId: string;
}

async function copyOf(
  row: Dataset,
  { ctx, id, sessionId }: Place,
): Promise<Prisma.DatasetUncheckedCreateInput> {
  const { workspaceId } = ctx;
  const version = randomUUID().slice(0, 8);
  const keys = {
    originalKey: await copied(row.originalKey, originalKey(workspaceId, sessionId, id)),
    parquetKey: await copied(row.parquetKey, tableKey(workspaceId, sessionId, id, version)),
    rejectsKey: await copied(row.rejectsKey, rejectsKey(workspaceId, sessionId, id, version)),
  };
  return {
    ...row,
    ...keys,
    id,
    workspaceId,
    sessionId,
    instanceId: instanceId(),
    // One that is being loaded again is copied as the table it still is.
    status: "ready",
    progress: 1,
    request: Prisma.DbNull,
    columns: storedJson(json.parse(row.columns)),
    preview: storedJson(json.parse(row.preview)),
    profile: optional(row.profile),
    receipt: optional(row.receipt),
  };
}

async function copied(from: string | null, to: string): Promise<string | null> {
  if (from === null) return null;
  await storage().copy(from, to);
  return to;
}

function optional(value: Prisma.JsonValue) {
  return value === null ? Prisma.DbNull : storedJson(json.parse(value));
}
