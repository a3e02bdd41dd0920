import "server-only";
import { z } from "zod";
import type { Json } from "#lib/core/schema.ts";
import { json } from "#lib/core/schema.ts";
import type { Result } from "#lib/db/generated/client.ts";
import { readRows } from "#lib/engine/read-rows.ts";
import { type ResultColumn, resultColumn } from "#lib/results/schema.ts";
import { storage } from "#lib/storage/storage.ts";

const resultColumns = z.array(resultColumn);
const rowsOf = z.array(z.array(json));

export const columnsOf = (result: Pick<Result, "columns">): ResultColumn[] =>
  resultColumns.parse(result.columns);

/** The first rows of a Result: those kept beside it, or those of its Parquet file when these are too few. */
export async function rowsToDraw(
  result: Result,
  limit: number,
): Promise<{ columns: ResultColumn[]; rows: Json[][] }> {
  const columns = columnsOf(result);
  const kept = rowsOf.parse(result.rows);
  if (kept.length >= Math.min(limit, Number(result.rowCount))) return { columns, rows: kept.slice(0, limit) };
  const parquet_path = storage().pathOf(result.parquetKey);
  return { columns, rows: await readRows({ parquet_path, columns, offset: 0, limit }) };
}
