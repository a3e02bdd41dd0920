import { z } from "zod";

/**
 * What the server and an engine child say to each other over IPC. A child runs strangers' SQL, so the
 * server parses what it hears; rows travel as one JSON text, parsed once where they are used.
 */

const columns = z.array(z.object({ name: z.string(), type: z.string() }));

export interface SetUp {
  /** A folder of the child's own: catalog, spill files and the output slot. */
  directory: string;
  memory_mb: number;
  temp_mb: number;
  threads: number;
}

export interface TableOnDisk {
  name: string;
  parquet_path: string;
}

export interface OverTables {
  set_up: SetUp;
  tables: TableOnDisk[];
  sql: string;
}

export type Job =
  | ({ kind: "query" } & OverTables)
  /** The rows alone; `query` leaves them in the output slot too. */
  | ({ kind: "read" } & OverTables)
  /** Rows of our own, by a statement of ours, into the output slot of the session's child. */
  | ({ kind: "keep"; columns: z.infer<typeof columns> } & OverTables)
  | { kind: "check"; set_up: SetUp; table_names: string[]; sql: string }
  | { kind: "expression"; set_up: SetUp; columns: { name: string; type: string }[]; sql: string }
  | {
      kind: "rows";
      set_up: SetUp;
      parquet_path: string;
      columns: { name: string; type: string }[];
      offset: number;
      limit: number;
    }
  | {
      kind: "trusted";
      set_up: SetUp;
      statements: string[];
      read_paths: string[];
      write_paths: string[];
      progress: boolean;
    }
  | {
      kind: "module";
      set_up: SetUp;
      /** Absolute path of one of our own modules, run in the child: see `module.ts`. */
      module: string;
      input: unknown;
      read_paths: string[];
      write_paths: string[];
      scratch: string[];
    };

export type ToChild = { id: number; job: Job } | { id: number; interrupt: true };

export const childError = z.object({
  /** `interrupted` is the answer to an interrupt, `internal` a fault of ours. */
  code: z.enum([
    "sql_refused",
    "sql_error",
    "memory_limit",
    "too_large",
    "disk_full",
    "interrupted",
    "internal",
  ]),
  message: z.string(),
  position: z.number().int().nonnegative().optional(),
});
export type ChildError = z.infer<typeof childError>;

export const fromChild = z.union([
  z.object({ ready: z.literal(true) }),
  /** The job has arrived: from here on it may have done something. */
  z.object({ id: z.number(), begun: z.literal(true) }),
  z.object({ id: z.number(), progress: z.number().min(0).max(1), rows: z.number().nonnegative().optional() }),
  z.object({ id: z.number(), value: z.unknown(), cpu_seconds: z.number() }),
  z.object({ id: z.number(), error: childError, cpu_seconds: z.number() }),
]);
export type FromChild = z.infer<typeof fromChild>;

export const queryValue = z.object({
  columns,
  rows_json: z.string(),
  row_count: z.number().int().nonnegative(),
  truncated: z.boolean(),
  duration_ms: z.number().nonnegative(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  engine: z.string(),
  tables: z.array(z.string()),
});
export type QueryValue = z.infer<typeof queryValue>;
export const readValue = queryValue.omit({ digest: true });
export type ReadValue = z.infer<typeof readValue>;

export const checkValue = z.object({ tables: z.array(z.string()) });
export const expressionValue = z.object({ type: z.string() });
export const rowsValue = z.object({ rows_json: z.string() });
export const trustedValue = z.array(z.object({ columns, rows_json: z.string() }));
export type TrustedValue = z.infer<typeof trustedValue>;
