import type { ModuleTools } from "#lib/engine/module.ts";
import { loadFault } from "./load-fault.ts";
import { type FormatName, type PreviewValue, previewInput } from "./messages.ts";
import { type Unpacked, unpack } from "./unpack.ts";

/** How a part of a file would be read, from its beginning. Scratch as in `load.ts`. A fault of the file is an answer. */
export async function run(tools: ModuleTools, input: unknown): Promise<PreviewValue> {
  const { source, source_part, format, wish } = previewInput.parse(input);
  let filename = source.filename;
  try {
    const unpacked = await unpack(tools, source, source_part);
    filename = unpacked.filename;
    return await previewAs(format, tools, unpacked, wish);
  } catch (error) {
    tools.signal.throwIfAborted();
    const fault = loadFault(error, filename);
    if (fault === null) throw error;
    return { fault };
  }
}

async function previewAs(
  format: FormatName,
  tools: ModuleTools,
  unpacked: Unpacked,
  wish: ReturnType<typeof previewInput.parse>["wish"],
): Promise<PreviewValue> {
  if (format === "parquet")
    return (await import("#lib/ingest/parquet/load-parquet.ts")).previewParquet(tools, { ...unpacked, wish });
  if (format === "json" || format === "ndjson")
    return (await import("#lib/ingest/json/load-json.ts")).previewJson(tools, { ...unpacked, wish });
  if (format === "xlsx")
    return (await import("#lib/ingest/workbook/load-sheet.ts")).previewWorkbookSheet(tools, {
      ...unpacked,
      wish,
    });
  return (await import("./preview-text.ts")).previewText(tools, { ...unpacked, wish });
}
