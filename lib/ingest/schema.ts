import { z } from "zod";
import { dateOrder, dialect, reject } from "#lib/datasets/schema.ts";

/** What a person who knows better says of a text file; what is left out is detected. */
export const dialectWish = dialect
  .extend({
    encoding: z.string().min(1).max(40),
    date_order: dateOrder,
    delimiter: z.string().max(20),
    quote: z.string().max(1),
    escape: z.string().max(1),
    header_rows: z.number().int().min(0).max(20),
    skipped_rows: z.number().int().min(0).max(1_000_000),
    /** By the column's name: what its values are. A value that is not becomes a reject. */
    types: z.record(z.string(), z.enum(["text", "number", "date", "boolean"])),
  })
  .partial();
export type DialectWish = z.infer<typeof dialectWish>;

/** How a file would be read under a wish, from its beginning; nothing is made of it. */
export const filePreview = z.object({
  dialect: dialect.nullable(),
  encoding: z.string().nullable(),
  warnings: z.array(z.string()),
  rejects: z.array(reject),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  /** The first 50 rows, as text. */
  rows: z.array(z.array(z.string().nullable())),
});
export type FilePreview = z.infer<typeof filePreview>;

/** The body of a reload or a preview. Without a wish everything is detected. */
export const rereadRequest = z.strictObject({ dialect: dialectWish.strict().nullable().default(null) });
