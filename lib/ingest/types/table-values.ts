import type { Reject } from "#lib/datasets/schema.ts";
import type { Measured, TypedColumn } from "./measured.ts";
import type { ColumnPlan, Reading } from "./reading.ts";

export interface OutputColumn {
  plan: Pick<ColumnPlan, "name">;
  reading: Reading;
}

export interface Rejected {
  /** The first 100. */
  first: Reject[];
  rows: number;
}

export interface FoundMisfit {
  line: number | null;
  /** Its first 80 characters. */
  value: string;
}

export type OnProgress = (fraction: number) => void;

/**
 * The values of a text table: looked at through readings, then written. Two do it alike: `held-values.ts` for a table
 * whose cells are in memory, `sql/file-values.ts` for one that DuckDB reads from its file.
 */
export interface TableValues {
  measure(columns: readonly TypedColumn[], onProgress: OnProgress): Promise<Measured[]>;
  /** The first value of each column that its reading does not take, and its line; in their order. */
  firstMisfits(columns: readonly TypedColumn[]): Promise<(FoundMisfit | null)[]>;
  /** Writes every row that has a misfit in one of the columns to `path`, as CSV. */
  writeRejects(columns: readonly TypedColumn[], path: string): Promise<Rejected>;
  /** Writes Parquet without the rows that have a misfit in one of the `broken` columns; answers the rows written. */
  writeTable(
    output: readonly OutputColumn[],
    broken: readonly TypedColumn[],
    path: string,
    onProgress: OnProgress,
  ): Promise<number>;
}
