import { z } from "zod";
import { isoTime, json } from "#lib/core/schema.ts";

export const resultColumn = z.object({ name: z.string(), type: z.string() });
export type ResultColumn = z.infer<typeof resultColumn>;

/** How many rows a Result carries on the wire; the others are read through `/rows`. */
export const RESULT_ROWS = 200;

export const result = z.object({
  id: z.uuid(),
  sql: z.string(),
  plan: json.nullable(),
  columns: z.array(resultColumn),
  rows: z.array(z.array(json)).max(RESULT_ROWS),
  row_count: z.number().int(),
  truncated: z.boolean(),
  duration_ms: z.number(),
  digest: z.string(),
  engine: z.string(),
  /** The tables that the query read; a Result from before row counts were kept has none. */
  datasets: z.array(
    z.object({ table: z.string(), fingerprint: z.string(), row_count: z.number().int().optional() }),
  ),
  created_at: isoTime,
  /** When its rows were removed with the data they came from. */
  expired_at: isoTime.nullable().optional(),
});
export type ResultView = z.infer<typeof result>;

/** How many rows one JSON page may hold; CSV and Parquet are whole unless asked otherwise. */
export const MAX_JSON_ROWS = 10_000;
const DEFAULT_JSON_ROWS = 1000;

const page = { offset: z.coerce.number().int().min(0).default(0) };

/** The query of `…/rows`. */
export const rowsQuery = z.discriminatedUnion("format", [
  z.object({
    ...page,
    format: z.literal("json"),
    limit: z.coerce.number().int().min(0).max(MAX_JSON_ROWS).default(DEFAULT_JSON_ROWS),
  }),
  z.object({
    ...page,
    format: z.enum(["csv", "parquet"]),
    limit: z.coerce.number().int().min(0).optional(),
  }),
]);
export type RowsQuery = z.infer<typeof rowsQuery>;

/** A window of rows. `row_count` is all there are. */
export const rowsPage = z.object({
  columns: z.array(resultColumn),
  rows: z.array(z.array(json)),
  row_count: z.number().int(),
});
export type RowsPage = z.infer<typeof rowsPage>;
