import "server-only";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { findDataset } from "./scope.ts";

export interface Rejects {
  /** Where the CSV is; null when no line was rejected. */
  key: string | null;
  filename: string;
}

/** All lines of a file that did not become part of its table, as CSV: line, column, reason, text. 409 for a file without a table. */
export async function getRejects({
  ctx,
  input,
}: {
  ctx: Context;
  input: { file_id: string };
}): Promise<Rejects> {
  const row = await findDataset(ctx, input.file_id);
  if (row.parquetKey === null)
    throw new AppError("conflict", `${row.filename} has no table, so it has no rejected lines.`);
  return { key: row.rejectsKey, filename: `${row.filename}-rejects.csv` };
}
