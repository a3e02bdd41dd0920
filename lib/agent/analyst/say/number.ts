import type { Json } from "#lib/core/schema.ts";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const usual = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const small = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });

/** A number of a Result's cell for a sentence: rounded to what can be read, never computed with. */
export function sayNumber(value: Json | undefined): string {
  if (typeof value === "string" && /^-?\d+$/.test(value)) return whole.format(BigInt(value));
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return "no number";
  if (Number.isInteger(number)) return whole.format(number);
  return Math.abs(number) >= 1 ? usual.format(number) : small.format(number);
}

export function sayShare(value: Json | undefined): string {
  return typeof value === "number" && Number.isFinite(value) ? percent.format(value) : "no share";
}

/** "a, b and c" */
export function sayList(parts: string[]): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
