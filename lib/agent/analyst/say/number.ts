import type { Json } from "#lib/core/schema.ts";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const fixed = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });

/** How the numbers of one column are written, so that they can be compared: all whole, all with two decimals, or each by itself. */
export type Decimals = "whole" | "two" | "own";

const isWhole = (number: number): boolean =>
  Math.abs(number - Math.round(number)) <= Math.abs(number) * Number.EPSILON * 8;

/** The writing that fits all of these cells; cells without a number do not count. */
export function decimalsFor(values: (Json | undefined)[]): Decimals {
  const numbers = values.flatMap((value) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? [number] : [];
  });
  if (numbers.every(isWhole)) return "whole";
  return numbers.some((number) => Math.abs(number) >= 1) ? "two" : "own";
}

/** A number of a Result's cell for a sentence: rounded to what can be read, never computed with. */
export function sayNumber(value: Json | undefined, decimals: Decimals = decimalsFor([value])): string {
  if (typeof value === "string" && /^-?\d+$/.test(value)) return whole.format(BigInt(value));
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return "no number";
  if (decimals === "whole") return whole.format(number);
  if (number !== 0 && Math.abs(number) < 0.1) return small.format(number);
  return decimals === "two" ? fixed.format(number) : small.format(number);
}

export function sayShare(value: Json | undefined): string {
  return typeof value === "number" && Number.isFinite(value) ? percent.format(value) : "no share";
}

/** A probability: "p = 0.012", "p < 0.001". */
export function sayP(value: Json | undefined): string {
  if (typeof value !== "number") return "no p-value";
  return value < 0.001 ? "p < 0.001" : `p = ${small.format(value)}`;
}

/** "a, b and c" */
export function sayList(parts: string[]): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
