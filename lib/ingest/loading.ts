import "server-only";

/** What a format's loader works on. All paths are absolute. */
export interface LoadInput {
  source_path: string;
  /** Where the Parquet file goes; does not exist yet. */
  output_path: string;
  byte_size: number;
  signal: AbortSignal;
  /** 0..1 */
  on_progress: (fraction: number) => void;
}

export interface Loaded {
  /** Sentences for the receipt: what was not taken as it stood. */
  warnings: string[];
}

/** How long one step of a load may take before it is given up: files are bounded by MAX_UPLOAD_BYTES. */
export const LOAD_TIMEOUT_MS = 30 * 60_000;
