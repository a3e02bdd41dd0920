import type { Json } from "#lib/core/schema.ts";

const EXACT = 2n ** 53n;
const DECIMAL_DIGITS = 15;

/** A JSON number while |v| ≤ 2^53, else a string: no reader loses a digit. */
export function integerJson(value: bigint): Json {
  return value <= EXACT && value >= -EXACT ? Number(value) : value.toString();
}

/** JSON has no NaN and no infinities: they are told as strings. */
export function numberJson(value: number): Json {
  return Number.isFinite(value) ? value : String(value);
}

/** A 32-bit float by its shortest decimal: 0.1, not the 0.10000000149011612 of its 64-bit neighbour. */
export function floatJson(value: number): Json {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

/** A number up to 15 significant digits, else a string with all of them. */
export function decimalJson(value: bigint, scale: number): Json {
  const text = decimalText(value, scale);
  const digits = text.replace(/[-.]/g, "").replace(/^0+/, "");
  const significant = text.includes(".") ? digits : digits.replace(/0+$/, "");
  return significant.length <= DECIMAL_DIGITS ? Number(text) : text;
}

function decimalText(value: bigint, scale: number): string {
  if (scale === 0) return value.toString();
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
