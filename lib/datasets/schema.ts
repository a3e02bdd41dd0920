import { z } from "zod";
import { isoTime, json } from "#lib/core/schema.ts";

export const fileStatus = z.enum(["loading", "ready", "failed"]);

export const fileColumn = z.object({ name: z.string(), type: z.string(), nullable: z.boolean() });
export type FileColumn = z.infer<typeof fileColumn>;

/** A line, or one value of it, that did not become part of the table. `line` counts from 1 in the file as it was sent. */
export const reject = z.object({
  line: z.number().int().nullable(),
  /** Null where the whole line does not fit. */
  column: z.string().nullable(),
  reason: z.string(),
  /** The raw text, cut at 500 characters. */
  text: z.string(),
});
export type Reject = z.infer<typeof reject>;

export const dateOrder = z.enum(["ymd", "dmy", "mdy"]);

/** How a delimited text was read. */
export const dialect = z.object({
  /** One character or several; empty where a line is one field. */
  delimiter: z.string(),
  /** Empty where nothing is quoted. */
  quote: z.string(),
  escape: z.string(),
  header_rows: z.number().int(),
  /** Lines before the header that are no part of the table. */
  skipped_rows: z.number().int(),
  decimal: z.enum([".", ","]),
  /** Null where no date leaves a choice. */
  date_order: dateOrder.nullable(),
});
export type Dialect = z.infer<typeof dialect>;

/** Values of a column that were not taken as they stood. */
export const coercion = z.object({
  column: z.string(),
  from: z.string(),
  to: z.string(),
  count: z.number().int(),
  note: z.string(),
});
export type Coercion = z.infer<typeof coercion>;

/** What a load did to a file. Receipts made before a field existed carry its empty value. */
export const receipt = z.object({
  /** SHA-256 of the bytes as they were sent. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  row_count: z.number().int(),
  warnings: z.array(z.string()),
  /** Kept and rejected together. */
  rows_read: z.number().int().nullable().default(null),
  rows_rejected: z.number().int().default(0),
  /** The first 100; all of them at `/api/v1/files/{id}/rejects`. */
  rejects: z.array(reject).default([]),
  dialect: dialect.nullable().default(null),
  encoding: z.string().nullable().default(null),
  /** The header's cells as the file has them, maybe more or fewer than there are columns; null without a header. */
  header: z.array(z.string()).nullable().default(null),
  coerced: z.array(coercion).default([]),
});
export type Receipt = z.infer<typeof receipt>;

export const dataFile = z.object({
  id: z.uuid(),
  session_id: z.uuid(),
  filename: z.string(),
  source_part: z.string().nullable(),
  table: z.string(),
  format: z.string(),
  byte_size: z.number().int(),
  status: fileStatus,
  progress: z.number().min(0).max(1),
  error: z.string().nullable(),
  row_count: z.number().int().nullable(),
  column_count: z.number().int().nullable(),
  columns: z.array(fileColumn),
  preview: z.array(z.record(z.string(), json)),
  receipt: receipt.nullable(),
  created_at: isoTime,
  /** `derived` for a table made by SQL in the session. */
  kind: z.enum(["upload", "sample", "derived"]),
  /** How far a load is; while a file is loaded again, the table that was there still answers. */
  loading: z
    .object({
      bytes_read: z.number().int(),
      bytes_total: z.number().int(),
      /** About; null where that is not known. */
      rows_read: z.number().int().nullable(),
    })
    .nullable(),
  /** When its rows and bytes were removed by the workspace's rule; then `failed`, and `error` says so. */
  expired_at: isoTime.nullable(),
  /** The bytes as they were sent can be had, and loaded again. */
  has_original: z.boolean(),
});
export type DataFile = z.infer<typeof dataFile>;

export const fileSummary = dataFile.pick({
  id: true,
  filename: true,
  table: true,
  row_count: true,
  status: true,
});
export type FileSummary = z.infer<typeof fileSummary>;

/**
 * A column at a glance, computed once after the load. Numbers and dates carry a histogram of equal-width
 * bins; everything else its most frequent values. `distinct` is approximate (HyperLogLog, about 2 %) beyond
 * 100,000 rows.
 */
export const columnProfile = z.object({
  name: z.string(),
  type: z.string(),
  nulls: z.number().int(),
  distinct: z.number().int(),
  min: json,
  max: json,
  mean: z.number().nullable(),
  histogram: z.array(z.object({ start: json, end: json, count: z.number().int() })).nullable(),
  top: z.array(z.object({ value: json, count: z.number().int() })).nullable(),
});
export type ColumnProfile = z.infer<typeof columnProfile>;

export const tableProfile = z.object({ row_count: z.number().int(), columns: z.array(columnProfile) });
export type TableProfile = z.infer<typeof tableProfile>;

/** The operators of a plan's filters (docs of the HTTP contract), as the rows of a table take them too. */
export const filterOperator = z.enum([
  "==",
  "!=",
  ">",
  "<",
  ">=",
  "<=",
  "in",
  "not_in",
  "between",
  "contains",
  "starts_with",
  "ends_with",
  "is_null",
  "not_null",
]);
export type FilterOperator = z.infer<typeof filterOperator>;

const filterScalar = z.union([z.string().max(10_000), z.number(), z.boolean()]);
export type FilterScalar = z.infer<typeof filterScalar>;

/** One condition on a column; all conditions hold together. A missing value meets none of them but `is_null`. */
export const rowFilter = z.object({
  column: z.string(),
  operator: filterOperator,
  value: z.union([filterScalar, z.array(filterScalar).max(1000)]).optional(),
});
export type RowFilter = z.infer<typeof rowFilter>;

export interface RowSort {
  column: string;
  direction: "asc" | "desc";
}

/** What a planner and the engine need to know of a ready table. */
export interface TableInfo {
  dataset_id: string;
  table: string;
  filename: string;
  fingerprint: string;
  row_count: number;
  columns: FileColumn[];
  /** Null until the background job has computed it. */
  profile: TableProfile | null;
  /** Absolute path of the Parquet file. */
  parquet_path: string;
}
