import "server-only";
import { z } from "zod";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { readRows } from "#lib/engine/read-rows.ts";
import { MAX_JSON_ROWS, type RowsPage } from "#lib/results/schema.ts";
import { storage } from "#lib/storage/storage.ts";
import { fileColumn } from "./schema.ts";
import { findDataset } from "./scope.ts";

export const fileRowsQuery = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(0).max(MAX_JSON_ROWS).default(100),
});

/** A window of a ready table's rows, in the file's order; 409 while there is no table. */
export async function getFileRows({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: { file_id: string } & z.infer<typeof fileRowsQuery>;
  signal?: AbortSignal;
}): Promise<RowsPage> {
  const row = await findDataset(ctx, input.file_id);
  if (row.parquetKey === null)
    throw new AppError("conflict", `${row.filename} is not loaded, so it has no rows.`);
  const columns = fileColumn
    .array()
    .parse(row.columns)
    .map(({ name, type }) => ({ name, type }));
  const rows = await readRows({
    parquet_path: storage().pathOf(row.parquetKey),
    columns,
    offset: input.offset,
    limit: input.limit,
    ...(signal && { signal }),
  });
  return { columns, rows, row_count: Number(row.rowCount ?? 0) };
}
