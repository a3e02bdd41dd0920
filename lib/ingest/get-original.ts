import "server-only";
import type { Context } from "#lib/core/context.ts";
import { findDataset } from "#lib/datasets/scope.ts";
import { requireOriginal } from "./require-original.ts";

export interface StoredFile {
  key: string;
  filename: string;
  content_type: string;
}

/** The bytes as they were sent, under the name they were sent with. 409 when they were not kept. */
export async function getOriginal({
  ctx,
  input,
}: {
  ctx: Context;
  input: { file_id: string };
}): Promise<StoredFile> {
  const row = await findDataset(ctx, input.file_id);
  const { key } = requireOriginal(row, "they cannot be downloaded");
  return { key, filename: row.filename, content_type: "application/octet-stream" };
}
