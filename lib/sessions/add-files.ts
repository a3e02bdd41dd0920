import "server-only";
import type { Context } from "#lib/core/context.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { addUploads } from "#lib/ingest/add-uploads.ts";
import { findSession } from "./find-session.ts";

/** Adds finished uploads to a session as further tables. */
export async function addFiles({
  ctx,
  input,
}: {
  ctx: Context;
  input: { session_id: string; upload_ids: string[] };
}): Promise<DataFile[]> {
  const { id } = await findSession(ctx, input.session_id);
  return addUploads({ ctx, input: { session_id: id, upload_ids: input.upload_ids } });
}
