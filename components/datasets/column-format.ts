import type { Json } from "#lib/core/schema.ts";

/** How one column's cells are written: aligned, and all in the same precision. */
export interface ColumnFormat {
  align: "left" | "right";
  text: (value: Json) => string;
}

const INTEGER = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const FRACTION = /^(DOUBLE|FLOAT|REAL|DECIMAL)/;
/** Columns whose whole numbers are labels and not quantities: `2,024` is no year. */
const LABEL = /(^|_)(id|ids|year|zip|zipcode|postcode|code|key|phone|jahr)$/i;

/** Parts of one, which sentences and axes give in percent. */
const SHARE = /(^|_)share$/i;
/** Growth, which may be more than the whole. */
const GROWTH = /(^|_)change_ratio$/i;

/** What kind of value DuckDB's type holds, in words for people. */
export function typeLabel(type: string): string {
  if (type.endsWith("[]") || type.startsWith("LIST")) return "list";
  if (INTEGER.test(type)) return "whole number";
  if (FRACTION.test(type)) return "number";
  if (type.startsWith("TIMESTAMP")) return "date and time";
  const known: Record<string, string> = {
    VARCHAR: "text",
    BOOLEAN: "yes or no",
    DATE: "date",
    TIME: "time of day",
    INTERVAL: "duration",
    BLOB: "bytes",
    UUID: "identifier",
    JSON: "JSON",
  };
  return known[type] ?? (/^(STRUCT|MAP|UNION)/.exec(type)?.[0] ?? type).toLowerCase();
}

export function isNumeric(type: string): boolean {
  return INTEGER.test(type) || FRACTION.test(type);
}

/** The format of a column, from its name, its type and the values at hand (the more, the steadier). */
export function columnFormat(name: string, type: string, values: readonly Json[]): ColumnFormat {
  if (INTEGER.test(type)) {
    const plain = LABEL.test(name);
    return { align: "right", text: (value) => (plain ? plainText(value) : wholeNumber(value)) };
  }
  if (FRACTION.test(type)) {
    const isShare =
      GROWTH.test(name) || (SHARE.test(name) && values.every((value) => Math.abs(Number(value)) <= 1));
    return { align: "right", text: isShare ? percentage : fractionFormat(values) };
  }
  if (type.startsWith("TIMESTAMP")) return { align: "left", text: timestampFormat(values) };
  return { align: "left", text: plainText };
}

/** A cell as it stands, without rounding: for tooltips, copying and lists. */
export function plainText(value: Json): string {
  if (value === null) return "null";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function wholeNumber(value: Json): string {
  if (typeof value === "number") return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
  if (typeof value === "string" && /^-?\d+$/.test(value)) return BigInt(value).toLocaleString("en-US");
  return plainText(value);
}

/** One number of decimals for the whole column: as many as its values need, no more than its size makes sensible. */
function fractionFormat(values: readonly Json[]): (value: Json) => string {
  const numbers = values.map(Number).filter((value) => Number.isFinite(value) && value !== 0);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest > 0 && (largest < 1e-4 || largest >= 1e15)) {
    return (value) => (isFiniteCell(value) ? Number(value).toExponential(3) : plainText(value));
  }
  const cap = largest >= 10 ? 2 : largest >= 1 ? 3 : 5;
  const decimals = numbers.reduce((most, value) => Math.max(most, decimalsOf(value, cap)), 0);
  const format = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (value) => (isFiniteCell(value) ? format.format(Number(value)) : plainText(value));
}

/** One decimal, as the sentences about it have. */
function percentage(value: Json): string {
  return isFiniteCell(value) ? `${(Number(value) * 100).toFixed(1)}%` : plainText(value);
}

function isFiniteCell(value: Json): boolean {
  return (typeof value === "number" || typeof value === "string") && Number.isFinite(Number(value));
}

function decimalsOf(value: number, cap: number): number {
  const digits = value.toFixed(cap).replace(/0+$/, "");
  return digits.length - digits.indexOf(".") - 1;
}

const WHOLE_MINUTE = /:00(\.0+)?(Z?)$/;
const MIDNIGHT = /T00:00:00(\.0+)?Z?$/;

/** `2024-05-01 12:30`, without the time where the whole column is at midnight; with seconds where some row has them. */
function timestampFormat(values: readonly Json[]): (value: Json) => string {
  const midnight = values.every((value) => typeof value !== "string" || MIDNIGHT.test(value) || value === "");
  const minutes = values.every((value) => typeof value !== "string" || WHOLE_MINUTE.test(value));
  return (value) => {
    if (typeof value !== "string") return plainText(value);
    // A row that was not at hand when the format was chosen may have a time after all.
    if (midnight && MIDNIGHT.test(value)) return value.slice(0, value.indexOf("T"));
    const text = value.replace("T", " ");
    return minutes ? text.replace(WHOLE_MINUTE, "$2") : text;
  };
}
