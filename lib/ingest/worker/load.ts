import type { ModuleTools } from "#lib/engine/module.ts";
import { loadFault } from "./load-fault.ts";
import type { LoadRequest } from "./load-request.ts";
import { type FormatName, type Loaded, loadInput } from "./messages.ts";
import { type Unpacked, unpack } from "./unpack.ts";

/** Of the whole work, the share that unpacking counts for. */
const UNPACKING = 0.2;

/**
 * Makes one part of a file one Parquet file at `output_path`, and all its rejects a CSV at `rejects_path`. Scratch:
 * `unpacked`, `utf8`, `clean`, `rows`, `rejects`, `spare`. A fault of the file is an answer.
 */
export async function run(tools: ModuleTools, input: unknown): Promise<Loaded | { fault: string }> {
  const { source, source_part, format, output_path, rejects_path, wish } = loadInput.parse(input);
  let filename = source.filename;
  try {
    const unpacked = await unpack(reporting(tools, 0, UNPACKING), source, source_part);
    filename = unpacked.filename;
    const { path, byte_size } = unpacked;
    const from = path === source.path ? 0 : UNPACKING;
    const request = { path, byte_size, filename, wish, output_path, rejects_path };
    return await loadAs(format, reporting(tools, from, 1 - from), request, unpacked);
  } catch (error) {
    tools.signal.throwIfAborted();
    const fault = loadFault(error, filename);
    if (fault === null) throw error;
    return { fault };
  }
}

/** Each format brings its own libraries into the child only when it is met. */
async function loadAs(
  format: FormatName,
  tools: ModuleTools,
  request: LoadRequest,
  { sheet }: Unpacked,
): Promise<Loaded> {
  if (format === "parquet")
    return (await import("#lib/ingest/parquet/load-parquet.ts")).loadParquet(tools, request);
  if (format === "json" || format === "ndjson")
    return (await import("#lib/ingest/json/load-json.ts")).loadJson(tools, request);
  if (format === "xlsx")
    return (await import("#lib/ingest/workbook/load-sheet.ts")).loadWorkbookSheet(tools, {
      ...request,
      sheet,
    });
  return (await import("./load-text.ts")).loadText(tools, request);
}

function reporting(tools: ModuleTools, from: number, share: number): ModuleTools {
  return {
    ...tools,
    report: (fraction, rows) => tools.report(from + share * Math.min(1, Math.max(0, fraction)), rows),
  };
}
