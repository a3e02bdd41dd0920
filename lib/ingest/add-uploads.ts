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
import { consumeUploads, onUploads } from "./find-uploads.ts";
import { insertDatasets, type NewDataset } from "./insert-datasets.ts";
import { inspectUpload, refusalOfAll } from "./inspect-uploads.ts";
import { beginLoads } from "./start-load.ts";
import { tableNameOf } from "./table-name.ts";
import type { Part } from "./worker/messages.ts";

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
  await beginLoads(rows.filter((row) => row.status === "loading"));
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
  const found = uploads.flatMap((upload, index) =>
    (inspected[index]?.parts ?? []).map((part, _, parts) => ({ upload, part, alone: parts.length === 1 })),
  );
  // Ids of one millisecond are in no order of their own; lists show files by id.
  const ids = found.map(newId).sort();
  const planned = found.map((each, index) =>
    plan({ ctx, session_id: input.session_id, id: ids[index] ?? newId() }, each),
  );
  return take(ctx, input.session_id, planned);
}

interface Found {
  upload: Upload;
  part: Part;
  /** It is all that the upload holds. */
  alone: boolean;
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

function plan({ ctx, session_id, id }: Place, { upload, part, alone }: Found): Planned {
  const { error, format, source_part } = part;
  return {
    upload,
    dataset: {
      id,
      kind: "upload",
      filename: upload.filename,
      sourcePart: source_part,
      name:
        source_part === null ? upload.filename : nameOfPart(upload.filename, { ...part, source_part, alone }),
      format: format ?? "unknown",
      byteSize: upload.byteSize,
      fingerprint: upload.fingerprint,
      error,
      originalKey: error === null ? originalKey(ctx.workspaceId, session_id, id) : null,
    },
  };
}

/** A sheet is called after its workbook too; a member of an archive by itself. */
function nameOfPart(
  filename: string,
  part: { format: string | null; source_part: string; alone: boolean },
): string {
  if (part.format !== "xlsx") return part.source_part;
  return part.alone ? filename : `${tableNameOf(filename)} ${part.source_part.replace(/[\\/.]/g, " ")}`;
}

/** Bytes first, then the rows in one transaction, then the uploads' own bytes: a crash between loses nothing. */
async function take(ctx: Context, sessionId: string, planned: Planned[]) {
  const uploads = [...new Set(planned.map(({ upload }) => upload))];
  const copied: string[] = [];
  try {
    for (const { upload, dataset } of planned) {
      if (dataset.originalKey === null) continue;
      await storage().copy(upload.storageKey, dataset.originalKey);
      copied.push(dataset.originalKey);
    }
    const datasets = planned.map((each) => each.dataset);
    const rows = await db().$transaction(async (tx) => {
      await consumeUploads(tx, uploads);
      return insertDatasets(tx, { ctx, session_id: sessionId, datasets });
    });
    for (const upload of uploads) await removeUploadBytes(upload);
    return rows;
  } catch (error) {
    for (const key of copied) await storage().remove(key);
    throw error;
  }
}
