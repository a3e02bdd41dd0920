import "server-only";
import type { z } from "zod";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { readRows } from "#lib/engine/read-rows.ts";
import type { EngineColumn } from "#lib/engine/schema.ts";
import type { RowsPage } from "#lib/results/schema.ts";
import { storage } from "#lib/storage/storage.ts";
import type { fileRowsQuery } from "./rows/rows-query.ts";
import { withView } from "./rows/views.ts";
import { type FileColumn, fileColumn } from "./schema.ts";
import { findDataset } from "./scope.ts";

type Input = { file_id: string } & z.infer<typeof fileRowsQuery>;

/**
 * A window of a ready table's rows: in the file's order, or sorted and filtered, with the number of rows that
 * match. 409 while there is no table, 422 with its path for a column that is not there or a value that does not fit.
 */
export async function getFileRows({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: Input;
  signal?: AbortSignal;
}): Promise<RowsPage> {
  const row = await findDataset(ctx, input.file_id);
  if (row.parquetKey === null)
    throw new AppError("conflict", `${row.filename} is not loaded, so it has no rows.`);
  const table = { path: storage().pathOf(row.parquetKey), columns: fileColumn.array().parse(row.columns) };
  const columns = table.columns.map(({ name, type }: FileColumn): EngineColumn => ({ name, type }));
  const { sort, filters = [], offset, limit } = input;
  const read = (parquet_path: string) =>
    readRows({ parquet_path, columns, offset, limit, ...(signal && { signal }) });
  if (sort === undefined && filters.length === 0)
    return { columns, rows: await read(table.path), row_count: Number(row.rowCount ?? 0) };
  return withView(
    table,
    { sort, filters },
    async (view) => ({ columns, rows: await read(view.path), row_count: view.row_count }),
    signal,
  );
}
