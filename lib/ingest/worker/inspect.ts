import type { z } from "zod";
import type { ModuleTools } from "#lib/engine/module.ts";
import { findParts } from "#lib/ingest/archive/find-parts.ts";
import { FileFault } from "./file-fault.ts";
import { inspectInput, type inspectValue } from "./messages.ts";

/**
 * Which tables a file holds, told by its content. Scratch: `unpacked` (a workbook inside an archive). What cannot
 * be loaded is a part with a sentence; there is always at least one part.
 */
export async function run(tools: ModuleTools, input: unknown): Promise<z.infer<typeof inspectValue>> {
  const { source } = inspectInput.parse(input);
  try {
    return { parts: await findParts(tools, source) };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return { parts: [{ source_part: null, format: null, error: error.message, code: "invalid" }] };
  }
}
