import type { Json } from "#lib/core/schema.ts";

/** A table of a session, for the engine: its name in SQL and the Parquet file behind it (absolute path). */
export interface EngineTable {
  name: string;
  parquet_path: string;
}

export interface EngineColumn {
  name: string;
  /** DuckDB's type name, of the query and not of the stored file. */
  type: string;
}

export interface QueryRequest {
  /** The session: queries of one session share a worker, and no worker serves two. */
  session_id: string;
  tables: EngineTable[];
  sql: string;
  /** Where the whole Result goes, as Parquet (absolute path; must not exist). */
  output_path: string;
  signal?: AbortSignal;
}

export interface QueryOutcome {
  columns: EngineColumn[];
  /** The first rows in the contract's values: at most 10,000 and 8 MiB. */
  rows: Json[][];
  row_count: number;
  /** Whether `rows` lacks some of `row_count`. */
  truncated: boolean;
  duration_ms: number;
  /** SHA-256 over columns and rows, without regard to row order, floats rounded to 9 significant digits. */
  digest: string;
  /** `duckdb 1.5.6` */
  engine: string;
  /** Tables the query read, by name. */
  tables: string[];
  byte_size: number;
}

/** The same without anything that is kept. */
export type ReadRequest = Omit<QueryRequest, "output_path">;
export type ReadOutcome = Omit<QueryOutcome, "digest" | "byte_size">;

export interface KeepRequest extends Omit<QueryRequest, "sql"> {
  /** With DuckDB's type names. */
  columns: EngineColumn[];
  rows: Json[][];
}

export interface TrustedRequest {
  /** Our own SQL, run in order in one fresh database. */
  statements: string[];
  /** Absolute paths, exactly these. */
  read_paths: string[];
  write_paths: string[];
  /** At most the engine's own limit, which is the default. */
  memory_mb?: number;
  timeout_ms?: number;
  signal?: AbortSignal;
  /** `reading` where someone waits for a short answer. */
  pool?: "trusted" | "reading";
  /** From 0 to 1 over all statements. */
  on_progress?: (fraction: number) => void;
}

/** One a statement: its columns and its first 10,000 rows (8 MiB). */
export interface TrustedOutcome {
  columns: EngineColumn[];
  rows: Json[][];
}
