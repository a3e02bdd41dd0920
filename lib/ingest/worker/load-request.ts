import type { DialectWish } from "#lib/ingest/schema.ts";

/** One table to be made of a plain file: unpacked, its format known. */
export interface LoadRequest {
  path: string;
  byte_size: number;
  /** For sentences. */
  filename: string;
  wish: DialectWish | null;
  output_path: string;
  rejects_path: string;
}
