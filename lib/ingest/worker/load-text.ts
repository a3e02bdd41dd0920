import type { ModuleTools } from "#lib/engine/module.ts";
import { orderlyTotals } from "#lib/ingest/text/closing-totals.ts";
import { findTable } from "#lib/ingest/text/find-table.ts";
import { type OpenText, openText } from "#lib/ingest/text/open-text.ts";
import { isOrderly } from "#lib/ingest/text/orderly.ts";
import { appendRejects } from "#lib/ingest/text/rejects-file.ts";
import { MOST_REJECTS, type Repairs, repairWarnings } from "#lib/ingest/text/repairs.ts";
import { rewriteTable } from "#lib/ingest/text/rewrite.ts";
import type { Shape } from "#lib/ingest/text/shape.ts";
import { preambleWarnings, textNames } from "#lib/ingest/text/text-names.ts";
import { copyTable, fileTable } from "#lib/ingest/text/text-tables.ts";
import { toldDialect } from "#lib/ingest/text/told-dialect.ts";
import type { Made } from "#lib/ingest/types/made.ts";
import { makeParquet } from "#lib/ingest/types/make-parquet.ts";
import { ReadingFault } from "#lib/ingest/types/reading-fault.ts";
import { FileFault } from "./file-fault.ts";
import type { LoadRequest } from "./load-request.ts";
import type { Loaded } from "./messages.ts";
import type { TextTable } from "./text-table.ts";

/** Of the work, the share that rewriting a file counts for. */
const REWRITING = 0.5;

/**
 * Delimited text → Parquet at `output_path`. An orderly UTF-8 file is read by DuckDB as it stands; any other is
 * first rewritten (scratch `utf8`, `clean`, `spare`), and what was mended is told in the warnings. Throws `FileFault`.
 */
export async function loadText(tools: ModuleTools, request: LoadRequest): Promise<Loaded> {
  const text = await openRequested(tools, request, false);
  const shape = findTable(text, request.wish ?? {});
  if (!isOrderly(text, shape)) return loadRewritten(tools, request, text, shape);
  try {
    const { names } = textNames(shape);
    const made = await make(tools, request, fileTable(text, shape, names));
    return loadedOf(text, shape, made, orderlyTotals(text, shape).repairs);
  } catch (error) {
    if (!(error instanceof ReadingFault)) throw error;
  }
  const seen = await openRequested(tools, request, true);
  return loadRewritten(
    tools,
    request,
    seen,
    seen.path === text.path ? shape : findTable(seen, request.wish ?? {}),
  );
}

function openRequested(tools: ModuleTools, request: LoadRequest, thorough: boolean): Promise<OpenText> {
  const { path, byte_size, wish } = request;
  const scratch = scratchPath(tools, "utf8");
  return openText({ path, byte_size, encoding: wish?.encoding, scratch, signal: tools.signal, thorough });
}

async function loadRewritten(
  tools: ModuleTools,
  request: LoadRequest,
  text: OpenText,
  shape: Shape,
): Promise<Loaded> {
  const to_path = scratchPath(tools, "clean");
  const rejects_path = scratchPath(tools, "spare");
  const copy = await rewriteTable({
    from_path: text.path,
    offset: text.offset,
    to_path,
    shape,
    signal: tools.signal,
    rejects_path,
    on_bytes: (read) => tools.report((REWRITING * read) / text.byte_size),
  });
  const table = await copyTable(to_path, copy, shape, textNames(shape).names);
  const rest = {
    ...tools,
    report: (done: number, rows?: number) => tools.report(REWRITING + (1 - REWRITING) * done, rows),
  };
  try {
    const made = await make(rest, request, table);
    if (copy.repairs.rejected > 0) await appendRejects(rejects_path, request.rejects_path);
    return loadedOf(text, shape, made, copy.repairs);
  } catch (error) {
    if (!(error instanceof ReadingFault)) throw error;
    throw new FileFault(`The rows of the file could not be told apart: ${error.message}`);
  }
}

function make(tools: ModuleTools, request: LoadRequest, table: TextTable): Promise<Made> {
  const { output_path, rejects_path, wish } = request;
  return makeParquet(tools, table, {
    output_path,
    rejects_path,
    decimal: wish?.decimal,
    date_order: wish?.date_order,
    types: wish?.types,
    on_progress: (done) => tools.report(done, Math.round(done * rowsOf(table))),
  });
}

/** About how many rows there are, by the length of those in the sample. */
function rowsOf({ sample, byte_size }: TextTable): number {
  const cells = sample.flat();
  const bytes = cells.reduce((sum, cell) => sum + (cell?.length ?? 0) + 1, 0);
  return bytes === 0 ? 0 : (sample.length * byte_size) / bytes;
}

function loadedOf(text: OpenText, shape: Shape, made: Made, repairs: Repairs): Loaded {
  const { header, warnings } = textNames(shape);
  const rejects = [...made.rejects, ...repairs.rejects];
  rejects.sort((a, b) => (a.line ?? Number.MAX_SAFE_INTEGER) - (b.line ?? Number.MAX_SAFE_INTEGER));
  return {
    rows_read: made.rows_read + repairs.rejected,
    rows_rejected: made.rows_rejected + repairs.rejected,
    rejects: rejects.slice(0, MOST_REJECTS),
    dialect: toldDialect(shape, { decimal: made.decimal, date_order: made.date_order }),
    header,
    encoding: text.encoding,
    coerced: made.coerced,
    warnings: [
      ...text.warnings,
      ...preambleWarnings(shape),
      ...warnings,
      ...repairWarnings(repairs, shape.width),
      ...made.warnings,
    ],
  };
}

function scratchPath(tools: ModuleTools, name: string): string {
  const path = tools.scratch[name];
  if (path === undefined) throw new Error(`the scratch file "${name}" was not asked for`);
  return path;
}
