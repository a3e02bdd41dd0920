import "server-only";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { startWork } from "#lib/ingest/running-work.ts";
import { profileDataset } from "./profile-dataset.ts";
import { type TableProfile, tableProfile } from "./schema.ts";
import { findDataset } from "./scope.ts";

const WAIT_MS = 5000;

/** A ready table's profile; computed now when the background has not come to it yet. 503 while that goes on, 409 for a file that is not ready. */
export async function getProfile({
  ctx,
  input,
}: {
  ctx: Context;
  input: { file_id: string };
}): Promise<TableProfile> {
  const row = await findDataset(ctx, input.file_id);
  if (row.profile !== null) return tableProfile.parse(row.profile);
  if (row.parquetKey === null)
    throw new AppError("conflict", `${row.filename} is not loaded, so it has no profile.`);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WAIT_MS);
  });
  await Promise.race([startWork(row.id, "profile", (signal) => profileDataset(row.id, signal)), limit]);
  clearTimeout(timer);
  const now = await db().dataset.findFirst({
    where: { id: row.id, workspaceId: ctx.workspaceId },
    select: { profile: true },
  });
  if (now?.profile) return tableProfile.parse(now.profile);
  throw new AppError("unavailable", "The profile is still being computed. Try again in a moment.", {
    retryAfter: 5,
  });
}
