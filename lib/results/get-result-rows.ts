import "server-only";
import { rm } from "node:fs/promises";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { exportRows } from "#lib/engine/export-rows.ts";
import { readRows } from "#lib/engine/read-rows.ts";
import { storage } from "#lib/storage/storage.ts";
import { findResult } from "./find-result.ts";
import { type ResultColumn, type RowsPage, type RowsQuery, resultColumn } from "./schema.ts";

/** A file made for one download; whoever takes it removes it with `dispose`. */
export interface RowsFile {
  path: string;
  content_type: string;
  filename: string;
  dispose: () => Promise<void>;
}
export type Rows = { kind: "json"; page: RowsPage } | { kind: "file"; file: RowsFile };

const CONTENT_TYPES = { csv: "text/csv; charset=utf-8", parquet: "application/vnd.apache.parquet" };

/** A Result's rows from its Parquet file: a window as JSON, or a file of them. Works for a shared link too. */
export async function getResultRows({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: { result_id: string } & RowsQuery;
  signal?: AbortSignal;
}): Promise<Rows> {
  const row = await findResult(ctx, input.result_id);
  if (row.expiredAt !== null)
    throw new AppError("conflict", "The rows of this result are gone: the data they came from has expired.");
  const source = {
    parquet_path: storage().pathOf(row.parquetKey),
    columns: resultColumn.array().parse(row.columns),
    offset: input.offset,
    ...(signal && { signal }),
  };
  if (input.format === "json") {
    const rows = await readRows({ ...source, limit: input.limit });
    return { kind: "json", page: { columns: source.columns, rows, row_count: Number(row.rowCount) } };
  }
  const name = `result-${row.createdAt.toISOString().slice(0, 10)}-${row.id.slice(-8)}`;
  const limit = input.limit ?? null;
  return { kind: "file", file: await makeFile({ ...source, format: input.format, limit }, name) };
}

interface Export {
  parquet_path: string;
  columns: ResultColumn[];
  offset: number;
  format: "csv" | "parquet";
  limit: number | null;
  signal?: AbortSignal;
}

async function makeFile(what: Export, name: string): Promise<RowsFile> {
  const path = await storage().temporaryPath();
  const dispose = () => rm(path, { force: true });
  try {
    await exportRows({ ...what, output_path: path });
  } catch (error) {
    await dispose();
    throw error;
  }
  return { path, content_type: CONTENT_TYPES[what.format], filename: `${name}.${what.format}`, dispose };
}
