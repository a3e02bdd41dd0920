import { z } from "zod";
import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { EngineError } from "#lib/engine/worker/engine-error.ts";
import { cleanColumnNames } from "#lib/ingest/column-names.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import type { LoadRequest } from "#lib/ingest/worker/load-request.ts";
import type { Loaded, PreviewValue } from "#lib/ingest/worker/messages.ts";

const described = z.array(z.tuple([z.string(), z.string()]).rest(z.unknown()));
const copied = z.tuple([z.tuple([z.coerce.number()])]);
const PREVIEW_ROWS = 50;

/** Parquet → Parquet: every page is read once, so what is damaged fails here and not in somebody's question. */
export async function loadParquet(tools: ModuleTools, request: LoadRequest): Promise<Loaded> {
  return asFault(request.filename, async () => {
    const { source, names, warnings } = await columnsOf(tools, request);
    const outcome = await tools.sql(
      `COPY (SELECT * FROM ${source} AS t(${names.map(quoteIdentifier).join(", ")}))
       TO ${quoteString(request.output_path)} (FORMAT parquet, COMPRESSION zstd)`,
      tools.report,
    );
    const [[rows_read]] = copied.parse(outcome.rows);
    return {
      rows_read,
      rows_rejected: 0,
      rejects: [],
      dialect: null,
      encoding: null,
      coerced: [],
      warnings,
    };
  });
}

/** Its columns and first rows; nothing of a Parquet file is up to the reader. */
export async function previewParquet(
  tools: ModuleTools,
  request: { path: string; filename: string },
): Promise<PreviewValue> {
  return asFault(request.filename, async () => {
    const { source, names, types, warnings } = await columnsOf(tools, request);
    const texts = names.map((_, at) => `c${at}::VARCHAR`);
    const aliases = names.map((_, at) => `c${at}`);
    const { rows } = await tools.sql(
      `SELECT ${texts.join(", ")} FROM (FROM ${source} AS t(${aliases.join(", ")}) LIMIT ${PREVIEW_ROWS})`,
    );
    return {
      dialect: null,
      encoding: null,
      warnings,
      rejects: [],
      columns: names.map((name, at) => ({ name, type: types[at] ?? "" })),
      rows: rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
    };
  });
}

async function columnsOf(tools: ModuleTools, { path, filename }: { path: string; filename: string }) {
  const source = `read_parquet(${quoteString(path)})`;
  const { rows } = await tools.sql(`DESCRIBE SELECT * FROM ${source}`);
  const columns = described.parse(rows);
  if (columns.length === 0) throw new FileFault(`${filename} is a Parquet file without columns.`);
  const { names, warnings } = cleanColumnNames(columns.map(([name]) => name));
  return { source, names, types: columns.map(([, type]) => type), warnings };
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
