import type { CurrencyName } from "./currencies.ts";

export type DecimalMark = "." | ",";
/** What stands between groups of three digits; a space is any of the narrow and unbreakable ones too. */
export type GroupMark = "" | "," | "." | " " | "'";
export type DateOrder = "ymd" | "dmy" | "mdy";

export interface NumberReading {
  kind: "number";
  type: "BIGINT" | "DOUBLE" | `DECIMAL(38,${number})`;
  decimal: DecimalMark;
  group: GroupMark;
  percent: boolean;
  currency: CurrencyName | null;
  /** Digits, a dot and an exponent, nothing to take away or to exchange. */
  plain: boolean;
  /** A person said that these are numbers: leading zeros are no sign of an identifier. */
  zeros: boolean;
}

export interface BooleanReading {
  kind: "boolean";
  type: "BOOLEAN";
  /** In lower case. */
  yes: string[];
  no: string[];
}

/** How the parts of a date stand: digits in an order, a month's name after or before the day, or eight digits. */
export type DateFamily = DateOrder | "day_name" | "name_day" | "compact";

export interface TimeReading {
  kind: "time";
  type: "DATE" | "TIMESTAMP" | "TIMESTAMP WITH TIME ZONE" | "TIME";
  /** Null for times of day. */
  date: { family: DateFamily; separator: string; short_year: boolean } | null;
  /** Hours of 1 to 12 with AM or PM. */
  half_days: boolean;
}

export type Reading = { kind: "text"; type: "VARCHAR" } | NumberReading | BooleanReading | TimeReading;

export const TEXT: Reading = { kind: "text", type: "VARCHAR" };

export interface ColumnPlan {
  name: string;
  reading: Reading;
  /** Every value of the sample is as DuckDB would write it or plainly readable: no conversion to be told of. */
  clean: boolean;
  /** A value of the sample, as an example in a note; null where there is none. */
  example: string | null;
  /** A person said what the column is: values that are not become rejects. */
  wished: boolean;
  /** A choice that the values leave open, told as a sentence. */
  warning: string | null;
}
