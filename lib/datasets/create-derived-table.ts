import "server-only";
import { randomUUID } from "node:crypto";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import type { Dataset, Prisma } from "#lib/db/generated/client.ts";
import { instanceId } from "#lib/db/instance.ts";
import { lockSession } from "#lib/ingest/insert-datasets.ts";
import { startWork } from "#lib/ingest/running-work.ts";
import { identifierOf } from "#lib/ingest/table-name.ts";
import { tableKey } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";
import { toDataFile } from "./data-file.ts";
import { notifyFiles } from "./notify-files.ts";
import { profileDataset } from "./profile-dataset.ts";
import { type QueryFile, queryIntoFile } from "./query-into-file.ts";
import type { DataFile } from "./schema.ts";
import { storedJson } from "./stored-json.ts";
import { type Survey, surveyParquet } from "./survey-parquet.ts";

interface Input {
  session_id: string;
  name: string;
  sql: string;
}

/**
 * Keeps a SELECT's rows as a table of the session. A derived table of that name is replaced; one that came
 * from a file never is (`conflict`). The SQL is a stranger's and runs in the engine like any query.
 */
export async function createDerivedTable({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: Input;
  signal?: AbortSignal;
}): Promise<DataFile> {
  const name = identifierOf(input.name, "derived");
  const { session_id, sql } = input;
  await requireReplaceable(db(), ctx, { session_id, name });
  const row = await queryIntoFile(ctx, { session_id, sql, signal }, async (file) => {
    const survey = await surveyParquet(file.output_path, { signal });
    return keep(ctx, { ...input, name }, { ...file, survey });
  });
  void startWork(row.id, "profile", (stop) => profileDataset(row.id, stop));
  await notifyFiles(session_id);
  return toDataFile(row);
}

async function requireReplaceable(
  client: Prisma.TransactionClient,
  ctx: Context,
  { session_id, name }: Pick<Input, "session_id" | "name">,
): Promise<void> {
  const place = { sessionId: session_id, workspaceId: ctx.workspaceId, tableName: name };
  if ((await client.dataset.count({ where: { ...place, kind: { not: "derived" } } })) === 0) return;
  const message = `The table ${name} came from a file and is never overwritten. Choose another name.`;
  throw new AppError("conflict", message, { errors: [{ path: "name", message }] });
}

async function keep(
  ctx: Context,
  input: Input,
  { outcome, survey, output_path }: QueryFile & { survey: Survey },
): Promise<Dataset> {
  const id = newId();
  const parquetKey = tableKey(ctx.workspaceId, input.session_id, id, randomUUID().slice(0, 8));
  const { byte_size } = await storage().adopt(output_path, parquetKey);
  const data = {
    id,
    workspaceId: ctx.workspaceId,
    sessionId: input.session_id,
    kind: "derived",
    filename: input.name,
    tableName: input.name,
    format: "derived",
    byteSize: byte_size,
    status: "ready",
    progress: 1,
    rowCount: survey.row_count,
    columns: storedJson(survey.columns),
    preview: storedJson(survey.preview),
    receipt: storedJson({ fingerprint: outcome.digest, row_count: survey.row_count, warnings: [] }),
    fingerprint: outcome.digest,
    sql: input.sql.replaceAll("\0", ""),
    parquetKey,
    instanceId: instanceId(),
  };
  try {
    const { made, replaced } = await db().$transaction((tx) => replace(tx, ctx, data));
    for (const row of replaced) if (row.parquetKey !== null) await storage().remove(row.parquetKey);
    return made;
  } catch (error) {
    await storage().remove(parquetKey);
    throw error;
  }
}

async function replace(tx: Prisma.TransactionClient, ctx: Context, data: Prisma.DatasetUncheckedCreateInput) {
  await lockSession(tx, ctx.workspaceId, data.sessionId);
  await requireReplaceable(tx, ctx, { session_id: data.sessionId, name: data.tableName });
  const where = { sessionId: data.sessionId, workspaceId: ctx.workspaceId, tableName: data.tableName };
  const replaced = await tx.dataset.findMany({ where: { ...where, kind: "derived" } });
  await tx.dataset.deleteMany({ where: { id: { in: replaced.map((row) => row.id) } } });
  const made = await tx.dataset.create({ data });
  return { made, replaced };
}
