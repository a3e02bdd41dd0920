import { z } from "zod";
import type { ModuleTools } from "#lib/engine/module.ts";
import { makeParquet } from "#lib/ingest/types/make-parquet.ts";

const input = z.object({
  path: z.string(),
  names: z.array(z.string()),
  sample: z.array(z.array(z.string().nullable())),
  sample_is_whole: z.boolean().default(false),
  delimiter: z.string(),
  output_path: z.string(),
  rejects_path: z.string(),
  decimal: z.enum([".", ","]).optional(),
  date_order: z.enum(["ymd", "dmy", "mdy"]).optional(),
  types: z.record(z.string(), z.enum(["text", "number", "date", "boolean"])).optional(),
});
export type MakeParquetInput = z.input<typeof input>;

/** For tests: `makeParquet` over a file with one header line, in an engine child. */
export async function run(tools: ModuleTools, given: unknown): Promise<unknown> {
  const { path, names, sample, sample_is_whole, delimiter, ...options } = input.parse(given);
  const reader = { delimiter, quote: '"', escape: '"', skip: 1, comment: "", lenient: false };
  const table = { path, reader, names, sample, sample_is_whole, byte_size: 0, line_of: null };
  return makeParquet(tools, table, options).catch((error: Error) => ({ fault: error.name }));
}
