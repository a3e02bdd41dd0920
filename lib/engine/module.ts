import type { Json } from "#lib/core/schema.ts";

/** What one of our own modules gets to work with in an engine child: strangers' bytes are read there, never in the server. */
export interface ModuleTools {
  /** Runs one of our own statements; answers its columns and first rows. Throws `EngineError` (`sql_error`, `memory_limit` …). */
  sql(statement: string, onProgress?: (fraction: number) => void): Promise<ModuleRows>;
  /** Tells the server how far the work is, 0..1, and about how many rows that is. */
  report(fraction: number, rows?: number): void;
  /** Aborted when the work is to end; DuckDB is interrupted by itself. */
  signal: AbortSignal;
  /** Absolute paths of the scratch files asked for, by name. They do not exist at first and are removed at the end. */
  scratch: Readonly<Record<string, string>>;
}

export interface ModuleRows {
  columns: { name: string; type: string }[];
  rows: Json[][];
}

/** A module that `runModule` runs exports this function as `run`. Its value must survive structured cloning. */
export type EngineModule = (tools: ModuleTools, input: unknown) => Promise<unknown>;
