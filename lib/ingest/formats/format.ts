import "server-only";
import type { Loaded, LoadInput } from "#lib/ingest/loading.ts";

/** The first and last bytes of a file, for telling what it is. */
export interface Head {
  filename: string;
  byte_size: number;
  first: Buffer;
  last: Buffer;
}

/** A kind of file that becomes a table: one file a format, listed in `registry.ts`. */
export interface Format {
  name: "csv" | "tsv" | "parquet";
  /** For "what is supported here". */
  label: string;
  /** Whether the content is of this kind. The registry asks in its order and takes the first. */
  matches(head: Head): boolean;
  /** A sentence for what is of this kind and yet cannot be loaded (cut off, no rows), or null. */
  fault(head: Head): string | null;
  load(input: LoadInput): Promise<Loaded>;
}
