import { z } from "zod";
import { coercion, dialect, reject } from "#lib/datasets/schema.ts";
import { dialectWish, filePreview } from "#lib/ingest/schema.ts";

export { type DialectWish, dialectWish } from "#lib/ingest/schema.ts";

/**
 * What the server and the modules that read strangers' files in an engine child say to each other. The child is
 * not trusted: the server parses what it hears.
 */

export const formatName = z.enum(["csv", "tsv", "parquet", "json", "ndjson", "xlsx"]);
export type FormatName = z.infer<typeof formatName>;

/** A file that the server holds: its bytes, its name, and how much it may unpack to. */
export const sourceFile = z.object({
  path: z.string(),
  filename: z.string(),
  byte_size: z.number(),
  max_unpacked_bytes: z.number(),
});
export type SourceFile = z.infer<typeof sourceFile>;

/** `inspect.ts`: which tables a file holds. */
export const inspectInput = z.object({ source: sourceFile });
export const part = z.object({
  /** A sheet's or an archive member's name; null where the file is one table. */
  source_part: z.string().nullable(),
  format: formatName.nullable(),
  /** Why it cannot be loaded, as a sentence; null when nothing speaks against it. */
  error: z.string().nullable(),
  code: z.enum(["unsupported_type", "invalid"]).nullable(),
});
export type Part = z.infer<typeof part>;
export const inspectValue = z.object({ parts: z.array(part).min(1) });

/** `load.ts`: one part becomes one Parquet file. */
export const loadInput = z.object({
  source: sourceFile,
  source_part: z.string().nullable(),
  format: formatName,
  output_path: z.string(),
  /** CSV of all rejects (line, column, reason, text); written only where there are any. */
  rejects_path: z.string(),
  wish: dialectWish.nullable(),
});
export type LoadInput = z.infer<typeof loadInput>;

export const loaded = z.object({
  rows_read: z.number().int(),
  rows_rejected: z.number().int(),
  /** The first 100. */
  rejects: z.array(reject).max(100),
  dialect: dialect.nullable(),
  /** The header's cells as the file writes them, as many as it has; null or absent where it has none. */
  header: z.array(z.string()).nullish(),
  encoding: z.string().nullable(),
  coerced: z.array(coercion),
  warnings: z.array(z.string()),
});
export type Loaded = z.infer<typeof loaded>;

/** A fault of the file is an answer, not an error: a sentence for its owner. */
export const loadValue = z.union([loaded, z.object({ fault: z.string() })]);

/** `preview.ts`: how a part would be read, from its beginning, without making anything. */
export const previewInput = loadInput.omit({ output_path: true, rejects_path: true });
export const previewValue = z.union([filePreview, z.object({ fault: z.string() })]);
export type PreviewValue = z.infer<typeof previewValue>;
