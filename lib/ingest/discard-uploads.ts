import "server-only";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { isId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import type { Upload } from "#lib/db/generated/client.ts";
import { storage } from "#lib/storage/storage.ts";

/** Throws away uploads that no session will take, bytes and rows. Those that one has taken stay. */
export async function discardUploads({
  ctx,
  input,
}: {
  ctx: Context;
  input: { upload_ids: string[] };
}): Promise<void> {
  const owner = { workspaceId: ctx.workspaceId, userId: userIdOf(ctx) };
  const where = { ...owner, id: { in: input.upload_ids.filter(isId) }, status: { not: "consumed" } };
  for (const upload of await db().upload.findMany({ where })) await discardUpload(upload);
}

export async function discardUpload(upload: Upload): Promise<void> {
  const { count } = await db().upload.deleteMany({ where: { id: upload.id, status: { not: "consumed" } } });
  if (count > 0) await removeUploadBytes(upload);
}

/** The bytes and, for one that came by tus, the note beside them. */
export async function removeUploadBytes({ storageKey }: Pick<Upload, "storageKey">): Promise<void> {
  await storage().remove(storageKey);
  await storage().remove(`${storageKey}.json`);
}
