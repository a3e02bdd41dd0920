import "server-only";
import type { Context } from "#lib/core/context.ts";
import { toDataFile } from "./data-file.ts";
import type { DataFile } from "./schema.ts";
import { findDataset } from "./scope.ts";

/** One file; 404 when it is missing or another's. */
export async function getFile({
  ctx,
  input,
}: {
  ctx: Context;
  input: { file_id: string };
}): Promise<DataFile> {
  return toDataFile(await findDataset(ctx, input.file_id));
}
