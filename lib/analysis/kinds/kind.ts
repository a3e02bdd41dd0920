import type { z } from "zod";
import type { ChartType, CommonPlan } from "#lib/analysis/schema.ts";
import type { Source, SourceColumn } from "#lib/analysis/source.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";

/** Collects what is wrong with a plan before anything runs. Paths are the plan's: `x_axis.0`. */
export interface Check {
  /** What the operation reads: the table after the plan's steps and filters. */
  source: Source;
  fault(path: string, message: string): void;
  /** The plan may run, but the person should know. */
  warn(path: string, message: string): void;
  /** The column of that name; undefined after a fault that names the nearest ones. */
  column(path: string, name: string): SourceColumn | undefined;
  /** The same for a column of numbers. */
  number(path: string, name: string): SourceColumn | undefined;
  /** The same for a column of dates or timestamps. */
  time(path: string, name: string): SourceColumn | undefined;
}

/** A column that the plan groups by. */
export interface Group {
  /** Its name in the Result: the column's own, unless an output of the operation is called so. */
  name: string;
  column: SourceColumn;
}

/** What a kind compiles from: valid names only, since `check` found no fault. */
export interface CompileInput<P> {
  plan: P;
  source: Source;
  groups: Group[];
}

export interface OrderTerm {
  /** A column of the Result. */
  by: string;
  direction: "asc" | "desc";
}

export interface WithQuery {
  name: string;
  sql: string;
  /** Read again by each that uses it: cheaper than keeping what is only a selection of many rows. */
  is_inline?: true;
}

/** The operation's part of the statement; the steps' part stands before it, `ORDER BY` and `LIMIT` after it. */
export interface Compiled {
  /** Named in-between tables, in order. Names that the source does not use: start them with the operation's. */
  with?: WithQuery[];
  /** The last SELECT, without ORDER BY and LIMIT: the group columns first. Names are quoted, values are literals. */
  select: string;
  /** How rows are ordered unless the plan says otherwise; whole, so that ties cannot fall either way. */
  order: OrderTerm[];
}

/** What the statement gave, in the contract's values: at most 10,000 rows and 8 MiB. */
export interface SqlRows {
  columns: ResultColumn[];
  rows: Json[][];
  row_count: number;
  /** Whether `rows` lacks some of `row_count`. */
  truncated: boolean;
}

/** The Result's rows where TypeScript has the last word. Types are DuckDB's; at most 10,000 rows. */
export interface Finished {
  columns: ResultColumn[];
  rows: Json[][];
  /** What was found out on the way: a sample used, a test chosen. */
  assumptions?: string[];
}

/** A Result to speak about: at most 200 rows here. */
export interface Said {
  columns: ResultColumn[];
  rows: Json[][];
  row_count: number;
}

/** One kind of analysis, as its file writes it. `P` is its plan: the common fields and its own. */
export interface KindParts<F extends z.ZodRawShape, P = PlanOf<F>> {
  operation: string;
  /** What it does, for a model and for a page: one sentence. */
  description: string;
  /** Its own fields. */
  fields: F;
  /** How many columns it may be grouped by; all of them by default, `[1, 1]` exactly one. */
  groups?: readonly [least: number, most: number];
  /** Charts that can show it, the best one first. `table` and `none` always can. */
  charts: readonly ChartType[];
  /** The columns of its Result after the group columns. */
  outputs(plan: P, source: Source): string[];
  /** Columns whose missing values it leaves out: said as an assumption. */
  leavesOutNulls(plan: P): string[];
  /** Columns whose NaN and infinities it leaves out as well; none by default. */
  leavesOutNonFinite?(plan: P): string[];
  check(plan: P, check: Check): void;
  compile(input: CompileInput<P>): Compiled;
  /**
   * Turns the statement's small answer into the Result's rows. `order` and `limit` of the plan are applied after
   * it. Throws `planRefused` (faults.ts) for what only the data could tell: too few rows, holes in a series.
   */
  finish?(answer: SqlRows, input: CompileInput<P>): Finished | Promise<Finished>;
  /** Whether this plan goes through `finish`, where only some do. */
  finishes?(plan: P): boolean;
  /** One or two sentences with figures from the Result's cells alone. */
  say(result: Said, input: CompileInput<P>): string;
}

export type PlanOf<F extends z.ZodRawShape> = CommonPlan & z.output<z.ZodObject<F>>;
