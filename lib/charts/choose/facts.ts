import { columnKind } from "#lib/charts/column-kind.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";

export type Hint = "bar" | "line" | "area" | "scatter" | "pie" | "heatmap" | "histogram";

export interface Measured {
  name: string;
  /** Distinct values among the rows seen. */
  distinct: number;
  /** Letters of the longest label. */
  longest: number;
  isWhole: boolean;
  hasNegative: boolean;
  /** The largest amount, without its sign. */
  largest: number;
}

/** What the decision looks at: the columns by the part they can play. */
export interface Facts {
  /** Moments: dates, and whole years or months given as numbers under such a name. */
  times: (Measured & { isOrdinal: boolean })[];
  categories: Measured[];
  numbers: Measured[];
  rowCount: number;
  hint: Hint | undefined;
}

/** A number under such a name orders rows in time and is not an amount: `year`, `order_month`. */
const TIME_NUMBER = /(^|_)(year|quarter|month|week|weekday|day|hour)$/i;
const MANY = 5_000;

function measure(name: string, index: number, rows: Json[][]): Measured {
  const seen = new Set<string>();
  let longest = 0;
  let isWhole = true;
  let hasNegative = false;
  let largest = 0;
  for (const row of rows) {
    const value = row[index] ?? null;
    const label = typeof value === "string" ? value : JSON.stringify(value);
    seen.add(label);
    longest = Math.max(longest, label.length);
    const number = typeof value === "number" ? value : Number(value ?? 0);
    if (!Number.isInteger(number)) isWhole = false;
    if (number < 0) hasNegative = true;
    if (Number.isFinite(number)) largest = Math.max(largest, Math.abs(number));
  }
  return { name, distinct: seen.size, longest, isWhole, hasNegative, largest };
}

/** Sorts the columns into times, categories and numbers, with what the rows tell of each. */
export function factsOf(columns: ResultColumn[], rows: Json[][], hint: Hint | undefined): Facts {
  const facts: Facts = { times: [], categories: [], numbers: [], rowCount: rows.length, hint };
  const seen = rows.slice(0, MANY);
  columns.forEach((column, index) => {
    const kind = columnKind(column.type);
    const measured = measure(column.name, index, seen);
    if (kind === "time") facts.times.push({ ...measured, isOrdinal: false });
    else if (kind === "number" && TIME_NUMBER.test(column.name) && measured.isWhole && columns.length > 1)
      facts.times.push({ ...measured, isOrdinal: true });
    else if (kind === "number") facts.numbers.push(measured);
    else if (kind === "text" || kind === "boolean") facts.categories.push(measured);
  });
  return facts;
}

/** Short forms that SQL uses for what was computed, in full. */
const IN_FULL: Record<string, string> = {
  avg: "average",
  min: "minimum",
  max: "maximum",
  sum: "total",
  stddev: "standard deviation of",
  distinct: "different",
  num: "number of",
};

/** A column's name as a label: `avg_amount` → `Average amount`; names with capitals or spaces stay as they are. */
export function labelOf(name: string): string {
  const [, short = "", rest = ""] = /^([a-z]+)_(.+)$/s.exec(name) ?? [];
  const full = IN_FULL[short];
  const said = full === undefined ? name : `${full} ${rest}`;
  const spaced = /[A-Z ]/.test(full === undefined ? name : rest) ? said : said.replaceAll("_", " ").trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Millions and more are shortened, shares of one are in percent. */
export function numberAxis({ name, largest }: Measured): { [key: string]: Json } {
  if (/(^|_)(share|ratio)$/i.test(name) && largest <= 1) return { format: ".0%" };
  return largest >= 1e6 ? { format: "~s" } : {};
}

export const quantity = (measured: Measured): { [key: string]: Json } => ({
  field: measured.name,
  type: "quantitative",
  title: labelOf(measured.name),
  axis: numberAxis(measured),
});
