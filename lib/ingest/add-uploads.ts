import "server-only";
import type { Context } from "#lib/core/context.ts";
import { newId } from "#lib/core/ids.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { requireSession } from "#lib/datasets/scope.ts";
import { db } from "#lib/db/client.ts";
import type { Upload } from "#lib/db/generated/client.ts";
import { originalKey } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";
import { discardUploads, removeUploadBytes } from "./discard-uploads.ts";
import { filesInOrder } from "./files-in-order.ts";
import { onUploads, taken } from "./find-uploads.ts";
import { insertDatasets, type NewDataset } from "./insert-datasets.ts";
import { type Inspected, inspectUpload, refusalOfAll } from "./inspect-uploads.ts";
import { startLoad, waitForLoads } from "./start-load.ts";

interface Input {
  session_id: string;
  upload_ids: string[];
}

/**
 * Makes tables of complete uploads, which are thereby used up. Answers when their bytes are safe, having
 * waited up to 2 s for the loads. A file that cannot be loaded is `failed` by itself; when all are refused,
 * that is a 415 or 422, and the uploads are gone.
 */
export async function addUploads({ ctx, input }: { ctx: Context; input: Input }): Promise<DataFile[]> {
  await requireSession(ctx, input.session_id);
  const rows = await onUploads(ctx, input.upload_ids, (uploads) => takeUploads(ctx, input, uploads));
  const loads = rows.filter((row) => row.status === "loading").map(startLoad);
  await waitForLoads(loads);
  return filesInOrder(
    ctx,
    rows.map((row) => row.id),
  );
}

async function takeUploads(ctx: Context, input: Input, uploads: Upload[]) {
  const inspected = await Promise.all(uploads.map(inspectUpload));
  const refusal = refusalOfAll(inspected);
  if (refusal !== null) {
    await discardUploads({ ctx, input });
    throw refusal;
  }
  // Ids of one millisecond are in no order of their own; lists show files by id.
  const ids = uploads.map(newId).sort();
  const planned = uploads.map((upload, index) => {
    const place = { ctx, session_id: input.session_id, id: ids[index] ?? newId() };
    return plan(place, upload, inspected[index]);
  });
  return take(ctx, input.session_id, planned);
}

interface Planned {
  upload: Upload;
  dataset: NewDataset;
}

interface Place {
  ctx: Context;
  session_id: string;
  id: string;
}

function plan({ ctx, session_id, id }: Place, upload: Upload, found: Inspected | undefined): Planned {
  const error = found?.error ?? null;
  return {
    upload,
    dataset: {
      id,
      kind: "upload",
      filename: upload.filename,
      format: found?.format ?? "unknown",
      byteSize: upload.byteSize,
      error,
      originalKey: error === null ? originalKey(ctx.workspaceId, session_id, id) : null,
    },
  };
}

/** Bytes first, then the rows in one transaction, then the upload's own bytes: a crash between loses nothing. */
async function take(ctx: Context, sessionId: string, planned: Planned[]) {
  const copied: string[] = [];
  try {
    for (const { upload, dataset } of planned) {
      if (dataset.originalKey === null) continue;
      await storage().copy(upload.storageKey, dataset.originalKey);
      copied.push(dataset.originalKey);
    }
    const rows = await db().$transaction(async (tx) => {
      for (const { upload } of planned) {
        const where = { id: upload.id, status: "complete" };
        const { count } = await tx.upload.updateMany({ where, data: { status: "consumed" } });
        if (count === 0) throw taken(upload.filename);
      }
      return insertDatasets(tx, {
        ctx,
        session_id: sessionId,
        datasets: planned.map((each) => each.dataset),
      });
    });
    for (const { upload } of planned) await removeUploadBytes(upload);
    return rows;
  } catch (error) {
    for (const key of copied) await storage().remove(key);
    throw error;
  }
}
