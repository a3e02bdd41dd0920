import "server-only";
import { z } from "zod";
import { pools } from "./processes/pools.ts";
import { quoteString } from "./quote.ts";
import { runStatements } from "./run-trusted.ts";
import { engineSettings } from "./settings.ts";
import { STORED_PARQUET } from "./stored-parquet.ts";

export interface WriteRequest {
  parquet_path: string;
  /** A SELECT of our own over that file: nothing guards it. */
  select: string;
  /** Absolute path; must not exist. */
  output_path: string;
  signal?: AbortSignal;
}

/** A sort of a large table may take longer than one query may; the person sees that it goes on, and can leave. */
const TIMEOUT_MS = 120_000;

const counted = z.coerce.number().int();

/** Writes what a SELECT gives to a Parquet file, in its order, and answers how many rows. For someone who waits. */
export async function writeRows({
  parquet_path,
  select,
  output_path,
  signal,
}: WriteRequest): Promise<number> {
  const [outcome] = await runStatements(pools().reading, {
    statements: [`COPY (${select}) TO ${quoteString(output_path)} (${STORED_PARQUET}, USE_TMP_FILE false)`],
    read_paths: [parquet_path],
    write_paths: [output_path],
    timeout_ms: Math.max(TIMEOUT_MS, engineSettings().queryTimeoutMs),
    ...(signal && { signal }),
  });
  return counted.parse(outcome?.rows[0]?.[0]);
}
