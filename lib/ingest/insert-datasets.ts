import "server-only";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import type { Dataset, Prisma } from "#lib/db/generated/client.ts";
import { loaderOf } from "./load-task.ts";
import { tableNameOf, uniqueName } from "./table-name.ts";

export interface NewDataset {
  id: string;
  kind: "upload" | "sample";
  filename: string;
  sourcePart: string | null;
  /** What the table is called after. */
  name: string;
  format: string;
  byteSize: bigint;
  /** SHA-256 of the bytes, where it is known before they are loaded. */
  fingerprint: string | null;
  /** A file that is refused keeps its place in the list, with this sentence. */
  error: string | null;
  originalKey: string | null;
}

/** Rows for new files, each under a table name that is free in the session. Locks the session's row, so that two requests cannot take one name. */
export async function insertDatasets(
  tx: Prisma.TransactionClient,
  { ctx, session_id, datasets }: { ctx: Context; session_id: string; datasets: NewDataset[] },
): Promise<Dataset[]> {
  await lockSession(tx, ctx.workspaceId, session_id);
  const existing = await tx.dataset.findMany({
    where: { sessionId: session_id },
    select: { tableName: true },
  });
  const names = existing.map((row) => row.tableName);
  const rows: Dataset[] = [];
  const now = Date.now();
  for (const [index, { error, name, ...dataset }] of datasets.entries()) {
    const tableName = uniqueName(tableNameOf(name), names);
    names.push(tableName);
    const outcome = { status: error === null ? "loading" : "failed", error };
    // Files of one request keep their order, whatever lists sort by.
    const createdAt = new Date(now + index);
    const data = {
      ...dataset,
      ...outcome,
      instanceId: loaderOf(dataset.byteSize),
      createdAt,
      tableName,
      workspaceId: ctx.workspaceId,
      sessionId: session_id,
    };
    rows.push(await tx.dataset.create({ data }));
  }
  return rows;
}

/** Serialises changes to a session's list of tables; marks the session as changed. */
export async function lockSession(
  tx: Prisma.TransactionClient,
  workspaceId: string,
  id: string,
): Promise<void> {
  const { count } = await tx.session.updateMany({
    where: { id, workspaceId },
    data: { updatedAt: new Date() },
  });
  if (count === 0) throw notFound("session");
}
