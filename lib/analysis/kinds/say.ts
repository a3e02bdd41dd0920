import type { TimeGrain } from "#lib/analysis/schema.ts";
import { formatPeriod } from "#lib/core/format-period.ts";
import type { Json } from "#lib/core/schema.ts";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const fixed = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });

/** A cell for a sentence: a number rounded to what can be read, never computed with; a text or a date as it is. */
export function sayCell(cell: Json | undefined): string {
  if (cell === null || cell === undefined) return "nothing";
  if (typeof cell === "number") return sayNumber(cell);
  if (typeof cell === "string") return /^-?\d{16,}$/.test(cell) ? whole.format(BigInt(cell)) : sayText(cell);
  return JSON.stringify(cell);
}

function sayNumber(number: number): string {
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return whole.format(number);
  const size = Math.abs(number);
  if (size >= 1e15 || (size > 0 && size < 1e-4)) return number.toExponential(2);
  return size < 1 ? small.format(number) : fixed.format(number);
}

function sayText(text: string): string {
  if (text === "") return "(empty)";
  return text.length > 60 ? `${text.slice(0, 59)}…` : text.replace(/T00:00:00Z?$/, "");
}

/** A cell that begins a period: `March 2023`. */
export function sayPeriod(cell: Json | undefined, grain: TimeGrain): string {
  return typeof cell === "string" ? formatPeriod(cell, grain) : sayCell(cell);
}

/** The name of a group: its columns' values, `(missing)` for a null. */
export function sayGroup(row: readonly Json[], groups: number): string {
  const cells = row.slice(0, groups).map((cell) => (cell === null ? "(missing)" : sayCell(cell)));
  return cells.join(", ");
}

/** A share of one as a percentage. */
export function sayShare(cell: Json | undefined): string {
  return typeof cell === "number" ? percent.format(cell) : "no share";
}

const TESTS: Record<string, string> = {
  t: "Student's t-test",
  welch: "Welch's t-test",
  mann_whitney: "the Mann-Whitney test",
  anova: "analysis of variance",
  kruskal: "the Kruskal-Wallis test",
  chi_squared: "the chi-squared test",
  shapiro_wilk: "the Shapiro-Wilk test",
  kolmogorov_smirnov: "the Kolmogorov-Smirnov test",
  dagostino: "D'Agostino's test",
};

/** A statistical test by its name in a Result. */
export function sayTest(cell: Json | undefined): string {
  return TESTS[String(cell)] ?? String(cell);
}

const EFFECTS: Record<string, string> = {
  hedges_g: "Hedges' g",
  cohens_d: "Cohen's d",
  cramers_v: "Cramér's V",
  eta_squared: "eta squared",
  epsilon_squared: "epsilon squared",
  rank_biserial: "rank-biserial correlation",
};

/** A measure of effect size by its name in a Result. */
export function sayEffect(cell: Json | undefined): string {
  return EFFECTS[String(cell)] ?? String(cell);
}

/** A probability: `p = 0.012`, `p < 0.001`. */
export function sayP(cell: Json | undefined): string {
  if (typeof cell !== "number") return "no p-value";
  return cell < 0.001 ? "p < 0.001" : `p = ${small.format(cell)}`;
}
