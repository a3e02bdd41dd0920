import "server-only";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { AppError, notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma, Upload } from "#lib/db/generated/client.ts";
import { isMissing } from "#lib/storage/disk-errors.ts";

/**
 * The person's own uploads that are whole and that no session has taken, in the order asked for. 404 for a
 * missing one or another's; 409 for one that is unfinished or taken.
 */
export async function findUploads(ctx: Context, uploadIds: string[]): Promise<Upload[]> {
  const ids = [...new Set(uploadIds.map((id) => id.toLowerCase()))];
  if (ids.length === 0) throw new AppError("invalid", "Name at least one upload.", { errors: [ERROR] });
  const where = { id: { in: ids.filter(isId) }, workspaceId: ctx.workspaceId, userId: userIdOf(ctx) };
  const found = new Map((await db().upload.findMany({ where })).map((row) => [row.id, row]));
  return ids.map((id) => {
    const upload = found.get(id);
    if (upload === undefined) throw notFound("upload");
    if (upload.status === "receiving")
      throw new AppError("conflict", `${upload.filename} is not uploaded completely yet.`);
    if (upload.status !== "complete") throw taken(upload.filename);
    return upload;
  });
}

/**
 * Works on uploads as `findUploads` finds them. Another request may take or discard them meanwhile, and their bytes
 * are gone: then it is the 409 or 404 that they now are.
 */
export async function onUploads<T>(
  ctx: Context,
  uploadIds: string[],
  work: (uploads: Upload[]) => Promise<T>,
): Promise<T> {
  const uploads = await findUploads(ctx, uploadIds);
  try {
    return await work(uploads);
  } catch (error) {
    if (isMissing(error)) await findUploads(ctx, uploadIds);
    throw error;
  }
}

/** Marks uploads as taken, inside the transaction that takes them; 409 when another request was first. */
export async function consumeUploads(tx: Prisma.TransactionClient, uploads: Upload[]): Promise<void> {
  for (const { id, filename } of uploads) {
    const where = { id, status: "complete" };
    const { count } = await tx.upload.updateMany({ where, data: { status: "consumed" } });
    if (count === 0) throw taken(filename);
  }
}

const ERROR = { path: "upload_ids", message: "must name at least one upload" };

function taken(filename: string): AppError {
  return new AppError("conflict", `The upload of ${filename} is already part of a session. Upload it again.`);
}
