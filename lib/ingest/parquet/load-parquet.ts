import { z } from "zod";
import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { STORED_PARQUET } from "#lib/engine/stored-parquet.ts";
import { EngineError } from "#lib/engine/worker/engine-error.ts";
import { cleanColumnNames } from "#lib/ingest/column-names.ts";
import { shownRows } from "#lib/ingest/formats/shown-rows.ts";
import { wishedTypes } from "#lib/ingest/formats/wished-types.ts";
import type { DialectWish } from "#lib/ingest/schema.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import type { LoadRequest } from "#lib/ingest/worker/load-request.ts";
import type { Loaded, PreviewValue } from "#lib/ingest/worker/messages.ts";
import { readableParquet } from "./readable.ts";

const described = z.array(z.tuple([z.string(), z.string()]).rest(z.unknown()));
const copied = z.tuple([z.tuple([z.coerce.number()])]);
const PREVIEW_ROWS = 1000;

/** Parquet → Parquet: every page is read once, so what is damaged fails here and not in somebody's question. */
export async function loadParquet(tools: ModuleTools, request: LoadRequest): Promise<Loaded> {
  return asFault(request.filename, async () => {
    const { query, warnings } = await rowsOf(tools, request, Number.POSITIVE_INFINITY);
    const wished = await wishedTypes(tools, query, request.wish?.types ?? {}, request.rejects_path);
    const outcome = await tools.sql(
      `COPY (${wished.query}) TO ${quoteString(request.output_path)} (${STORED_PARQUET})`,
      tools.report,
    );
    const [[kept]] = copied.parse(outcome.rows);
    return {
      rows_read: kept + wished.rejected,
      rows_rejected: wished.rejected,
      rejects: wished.rejects,
      dialect: null,
      encoding: null,
      coerced: wished.coerced,
      warnings,
    };
  });
}

/** Its columns and first rows. */
export async function previewParquet(
  tools: ModuleTools,
  request: { path: string; filename: string; wish: DialectWish | null },
): Promise<PreviewValue> {
  return asFault(request.filename, async () => {
    const { query, warnings } = await rowsOf(tools, request, PREVIEW_ROWS);
    const wished = await wishedTypes(tools, query, request.wish?.types ?? {}, null);
    return {
      dialect: null,
      encoding: null,
      warnings,
      rejects: wished.rejects,
      ...(await shownRows(tools, wished.query)),
    };
  });
}

async function rowsOf(
  tools: ModuleTools,
  { path, filename }: { path: string; filename: string },
  most: number,
): Promise<{ query: string; warnings: string[] }> {
  const readable = await readableParquet(tools, { path, filename, most });
  const source = `read_parquet(${quoteString(readable.path)})`;
  const { rows } = await tools.sql(`DESCRIBE SELECT * FROM ${source}`);
  const columns = described.parse(rows);
  if (columns.length === 0) throw new FileFault(`${filename} is a Parquet file without columns.`);
  const { names, warnings } = cleanColumnNames(columns.map(([name]) => name));
  const limit = Number.isFinite(most) ? ` LIMIT ${most}` : "";
  return {
    query: `SELECT * FROM ${source} AS t(${names.map(quoteIdentifier).join(", ")})${limit}`,
    warnings: [...readable.warnings, ...warnings],
  };
}

/** What DuckDB cannot read of it, also where that confuses DuckDB itself, is the file's fault. */
async function asFault<T>(filename: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (/encrypt/i.test(error.message)) throw new FileFault(`${filename} is an encrypted Parquet file.`);
    if (error.code === "internal")
      throw new FileFault(`${filename} is a Parquet file that is damaged inside. Send it again.`);
    throw error;
  }
}
