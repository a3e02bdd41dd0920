import type { Hint } from "#lib/charts/choose-chart.ts";
import type { Column } from "./catalog.ts";

/** What is computed over a column; `count` counts rows and has no column. */
export type Fn =
  | "count"
  | "count_distinct"
  | "sum"
  | "avg"
  | "min"
  | "max"
  | "median"
  | "stddev"
  | "variance";
export type Grain = "day" | "week" | "month" | "quarter" | "year";

export interface Measure {
  fn: Fn;
  column: Column | null;
}

/** Rows fall into groups by a column's value, or by the day, month … of a time. */
export interface Group {
  column: Column;
  grain: Grain | null;
}

export type Operator =
  | "="
  | "!="
  | ">"
  | ">="
  | "<"
  | "<="
  | "between"
  | "in"
  | "not_in"
  | "is_null"
  | "not_null"
  | "contains"
  | "starts_with"
  | "ends_with"
  /** The same text but for capitals: a value that the profile does not list. */
  | "same_text"
  /** A month by its number, of every year. */
  | "month_of_year"
  /** From the first date on, before the second (either may be null). */
  | "period";

export interface Filter {
  column: Column;
  operator: Operator;
  values: (string | number | boolean | null)[];
}

export type IntentKind = "measure" | "share" | "rows" | "distribution" | "correlation" | "describe";

/** A question as the analyst understands it: small, typed, and all that the SQL and the sentences are made from. */
export interface Intent {
  kind: IntentKind;
  /** The tables it reads; two are joined over their shared key. */
  tables: string[];
  measures: Measure[];
  groups: Group[];
  filters: Filter[];
  /** Of a distribution (one) or a correlation (two). */
  columns: Column[];
  /** Largest or smallest first, where the question says so. */
  order: "desc" | "asc" | null;
  limit: number | null;
  hint: Hint | null;
  /** Groups are compared: whether they differ by more than chance is told too. */
  isCompared?: boolean;
  /** What was decided without being asked: told to the person with the answer. */
  assumptions: string[];
}

/** What an analysis computes, one of one table's columns; in a plan, one operation each. */
export type Analysis =
  | { operation: "quantile"; column: Column; parts: number[]; isOne: boolean }
  | { operation: "trend"; measure: Measure; time: Column; grain: Grain; ranked: Ranked | null }
  | { operation: "forecast"; measure: Measure; time: Column; grain: Grain; horizon: number }
  | { operation: "anomalies"; column: Column; method: "zscore" | "iqr" | "mad" }
  | { operation: "regression"; outcome: Column; predictors: Column[] }
  | { operation: "compare"; column: Column; group: Column; test: string }
  | { operation: "chi_squared"; x: Column; y: Column }
  | { operation: "normality"; column: Column }
  | { operation: "mode"; column: Column }
  | { operation: "spread"; column: Column }
  /** The part of rows that meet a condition, of each group and, along a time, of each period. */
  | { operation: "rate"; condition: Filter; along: Group | null }
  | { operation: "skewness" | "kurtosis" | "std_pop" | "var_pop"; column: Column }
  | { operation: "missing_values"; columns: Column[] }
  | {
      operation: "correlation";
      columns: Column[];
      method: "pearson" | "spearman" | "kendall";
      /** The one column whose correlations are asked for. */
      about: Column | null;
    };

/** The periods with the largest or smallest change are asked for. */
export interface Ranked {
  by: "change" | "change_ratio";
  direction: "desc" | "asc";
}

/** A question that only a plan answers: a statistic or a model, over one table. */
export interface Request {
  analysis: Analysis;
  table: string;
  groups: Group[];
  filters: Filter[];
  assumptions: string[];
}

/** Why a question was not understood, in a sentence for the person. */
export interface Misunderstanding {
  reason: string;
}

export type Reading = { intent: Intent } | { request: Request } | { misunderstood: Misunderstanding };
