import "server-only";
import { randomUUID } from "node:crypto";
import { env } from "#lib/core/env.ts";
import { notifyFiles } from "#lib/datasets/notify-files.ts";
import { forgetViews } from "#lib/datasets/rows/views.ts";
import { storedJson } from "#lib/datasets/stored-json.ts";
import type { Survey } from "#lib/datasets/survey-parquet.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { rejectsKey, tableKey } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";
import type { LoadRow, Task } from "./load-task.ts";
import type { Loaded } from "./worker/messages.ts";

export interface Made {
  fingerprint: string;
  loaded: Loaded;
  survey: Survey;
}

const NO_ROWS = "The file has columns and no rows.";

/**
 * Puts a finished table in its place, in one step for who looks: bytes first, then the row, then what it replaces
 * goes. Does nothing but clean up when the row is no longer this process's.
 */
export async function publishTable(
  row: LoadRow,
  task: Task,
  made: Made & { output: string; rejects: string },
): Promise<void> {
  const version = randomUUID().slice(0, 8);
  const parquetKey = tableKey(row.workspaceId, row.sessionId, row.id, version);
  const hasRejects = made.loaded.rows_rejected > 0;
  const rejects = hasRejects ? rejectsKey(row.workspaceId, row.sessionId, row.id, version) : null;
  await storage().adopt(made.output, parquetKey);
  if (rejects !== null) await storage().adopt(made.rejects, rejects);
  const { count } = await db().dataset.updateMany({
    where: { id: row.id, status: "loading", instanceId: instanceId() },
    data: { ...outcomeOf(made), ...originOf(task), parquetKey, rejectsKey: rejects },
  });
  const obsolete =
    count === 0 ? [parquetKey, rejects] : [row.parquetKey, row.rejectsKey, ...uselessOriginals(row, task)];
  for (const key of obsolete) if (key !== null) await storage().remove(key);
  if (count === 0) return;
  if (row.parquetKey !== null) forgetViews(storage().pathOf(row.parquetKey));
  await notifyFiles(row.sessionId);
}

function outcomeOf({ fingerprint, loaded, survey }: Made) {
  const warnings = survey.row_count === 0 ? [...loaded.warnings, NO_ROWS] : loaded.warnings;
  const receipt = { ...loaded, fingerprint, row_count: survey.row_count, warnings };
  return {
    status: "ready",
    progress: 1,
    rowsRead: null,
    error: null,
    request: Prisma.DbNull,
    expiredAt: null,
    rowCount: survey.row_count,
    columns: storedJson(survey.columns),
    preview: storedJson(survey.preview),
    profile: Prisma.DbNull,
    receipt: storedJson(receipt),
    fingerprint,
  };
}

/** What the row says of where it comes from: as before, or the new bytes. */
function originOf({ request, key, filename, format, source_part, byte_size }: Task) {
  const originalKey = env().keepOriginals ? key : null;
  // New bytes are new data, for whoever asks how old it is.
  const age = request?.replacement ? { createdAt: new Date() } : {};
  return { filename, format, sourcePart: source_part, byteSize: BigInt(byte_size), originalKey, ...age };
}

function uselessOriginals(row: LoadRow, task: Task): (string | null)[] {
  const replaced = task.key === row.originalKey ? null : row.originalKey;
  return [replaced, env().keepOriginals ? null : task.key];
}
