import "server-only";
import type { Context } from "#lib/core/context.ts";
import { notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import type { Dataset } from "#lib/db/generated/client.ts";
import { storage } from "#lib/storage/storage.ts";
import { fileColumn, type TableInfo, tableProfile } from "./schema.ts";
import { requireSession } from "./scope.ts";

/** The session's tables, oldest first, also one whose file is being loaded again: what a planner and the engine see. */
export async function listTables({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string };
}): Promise<TableInfo[]> {
  const { session_id } = input;
  if (!isId(session_id)) throw notFound("session");
  // Side by side: a session that is not there has no tables.
  const [rows] = await Promise.all([
    db().dataset.findMany({
      where: { sessionId: session_id, workspaceId: ctx.workspaceId, parquetKey: { not: null } },
      orderBy: { id: "asc" },
      omit: { preview: true, receipt: true },
    }),
    requireSession(ctx, session_id),
  ]);
  return rows.flatMap((row) => (row.parquetKey === null ? [] : [tableInfo(row, row.parquetKey)]));
}

function tableInfo(row: Omit<Dataset, "preview" | "receipt">, parquetKey: string): TableInfo {
  return {
    dataset_id: row.id,
    table: row.tableName,
    filename: row.filename,
    fingerprint: row.fingerprint ?? "",
    row_count: Number(row.rowCount ?? 0),
    columns: fileColumn.array().parse(row.columns),
    profile: row.profile === null ? null : tableProfile.parse(row.profile),
    parquet_path: storage().pathOf(parquetKey),
  };
}
