import "server-only";
import { randomUUID } from "node:crypto";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { getFile } from "#lib/datasets/get-file.ts";
import { notifyFiles } from "#lib/datasets/notify-files.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { findDataset } from "#lib/datasets/scope.ts";
import { storedJson } from "#lib/datasets/stored-json.ts";
import { db } from "#lib/db/client.ts";
import type { Dataset, Upload } from "#lib/db/generated/client.ts";
import { originalKey } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";
import { discardUploads, removeUploadBytes } from "./discard-uploads.ts";
import { consumeUploads, onUploads } from "./find-uploads.ts";
import { type Inspected, inspectUpload, refusalOfAll } from "./inspect-uploads.ts";
import type { LoadRequest } from "./load-request.ts";
import { loaderOf } from "./load-task.ts";
import { requireOriginal } from "./require-original.ts";
import type { DialectWish } from "./schema.ts";
import { beginLoads } from "./start-load.ts";
import type { FormatName } from "./worker/messages.ts";

interface Input {
  file_id: string;
  dialect: DialectWish | null;
  /** New bytes in place of the original's. */
  upload_id?: string | undefined;
}

/**
 * Loads a file again under its table's name, another way or from new bytes. Until that is done the old table
 * answers, and it stays if it fails. Waits up to 2 s for it. 409 for a table that no file is behind, whose bytes are
 * not kept, or that is being loaded; 415 or 422 for new bytes that are refused.
 */
export async function reloadFile({ ctx, input }: { ctx: Context; input: Input }): Promise<DataFile> {
  const row = await findDataset(ctx, input.file_id);
  const { upload_id } = input;
  if (upload_id === undefined) {
    const { key, byte_size } = requireOriginal(row, "it can be loaded again only from the file itself");
    await request(row, { dialect: input.dialect, replacement: null }, { key, byte_size });
  } else {
    await onUploads(ctx, [upload_id], ([upload]) => replace(row, input.dialect, upload)).catch(
      async (error: unknown) => {
        await discardUploads({ ctx, input: { upload_ids: [upload_id] } });
        throw error;
      },
    );
  }
  await begin(row.id);
  return getFile({ ctx, input });
}

async function replace(row: Dataset, dialect: DialectWish | null, upload: Upload | undefined): Promise<void> {
  if (upload === undefined || row.kind === "derived") throw derived(row);
  const { format, source_part } = partFor(row, await inspectUpload(upload));
  const key = originalKey(row.workspaceId, row.sessionId, `${row.id}-${randomUUID().slice(0, 8)}`);
  const byte_size = Number(upload.byteSize);
  const { filename, fingerprint } = upload;
  const replacement = { key, filename, byte_size, fingerprint, format, source_part };
  await storage().copy(upload.storageKey, key);
  try {
    await request(row, { dialect, replacement }, { key, byte_size }, upload);
  } catch (error) {
    await storage().remove(key);
    throw error;
  }
  await removeUploadBytes(upload);
}

/** The part of the same name, or the only one. */
function partFor(row: Dataset, inspected: Inspected): { format: FormatName; source_part: string | null } {
  const refusal = refusalOfAll([inspected]);
  if (refusal !== null) throw refusal;
  const { parts, filename } = inspected;
  const part = parts.length === 1 ? parts[0] : parts.find((each) => each.source_part === row.sourcePart);
  if (part === undefined) {
    const names = parts.map((each) => each.source_part).join(", ");
    const message = `${filename} holds several tables (${names}), and none is called ${row.sourcePart ?? row.filename}.`;
    throw new AppError("invalid", message, { errors: [{ path: "file", message }] });
  }
  if (part.error !== null || part.format === null) throw new AppError("invalid", part.error ?? filename);
  return { format: part.format, source_part: part.source_part };
}

/** Writes down what is to be done, if nobody loads the file just now, together with the upload's end. */
async function request(
  row: Dataset,
  what: LoadRequest,
  source: { key: string; byte_size: number },
  upload?: Upload,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.dataset.updateMany({
      where: { id: row.id, workspaceId: row.workspaceId, status: { in: ["ready", "failed"] } },
      data: {
        status: "loading",
        progress: 0,
        error: null,
        request: storedJson(what),
        instanceId: loaderOf(source.byte_size),
      },
    });
    if (count === 0)
      throw new AppError(
        "conflict",
        `${row.filename} is being loaded just now. Try again when that is done.`,
      );
    if (upload !== undefined) await consumeUploads(tx, [upload]);
  });
  await notifyFiles(row.sessionId);
}

async function begin(id: string): Promise<void> {
  const row = await db().dataset.findUnique({ where: { id }, omit: { preview: true } });
  if (row?.status === "loading") await beginLoads([row]);
}

function derived({ tableName }: Dataset): AppError {
  return new AppError("conflict", `The table ${tableName} was made by a query; there is no file behind it.`);
}
