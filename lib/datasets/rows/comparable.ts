import "server-only";
import { kindOf } from "#lib/datasets/profile/column-kind.ts";
import type { FileColumn, FilterScalar } from "#lib/datasets/schema.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";

/** A value that its column or operator cannot take; the message is for the person. */
export class FilterFault extends Error {}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;
const WHOLE = /^[+-]?\d{1,38}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?Z?$/;

interface Sides {
  left: string;
  right: string;
}

/** Both sides of a comparison in one type, so that the engine converts nothing by itself. */
export function comparable(column: FileColumn, value: FilterScalar): Sides {
  const name = quoteIdentifier(column.name);
  const kind = kindOf(column.type);
  if (kind === "integer" || kind === "number") return numbers(name, kind, value);
  if (kind === "date" || kind === "timestamp") return times(name, kind, value);
  if (column.type === "BOOLEAN") return { left: name, right: truth(value) };
  return {
    left: column.type === "VARCHAR" ? name : `CAST(${name} AS VARCHAR)`,
    right: quoteString(String(value)),
  };
}

function numbers(name: string, kind: "integer" | "number", value: FilterScalar): Sides {
  const text = String(value).trim();
  if (/^(NaN|[+-]?Infinity)$/.test(text)) {
    return { left: `CAST(${name} AS DOUBLE)`, right: `CAST(${quoteString(text)} AS DOUBLE)` };
  }
  if (!NUMBER.test(text) || !Number.isFinite(Number(text)))
    throw new FilterFault(`${JSON.stringify(value)} is no number.`);
  // Exact where both are whole; a DECIMAL or DOUBLE column decides by itself how a literal is compared.
  if (WHOLE.test(text) || kind === "number") return { left: name, right: literal(text) };
  return { left: `CAST(${name} AS DOUBLE)`, right: `CAST(${quoteString(text)} AS DOUBLE)` };
}

/** In brackets, so that a sign never meets an operator. */
function literal(text: string): string {
  return `(${text})`;
}

function times(name: string, kind: "date" | "timestamp", value: FilterScalar): Sides {
  const text = String(value).trim();
  const isDay = DATE.test(text);
  if ((!isDay && !TIME.test(text)) || !isOnCalendar(text.slice(0, 10)))
    throw new FilterFault(
      `${JSON.stringify(value)} is no date: write 2024-05-31, or 2024-05-31T14:00 for a time.`,
    );
  if (isDay)
    return { left: kind === "date" ? name : `CAST(${name} AS DATE)`, right: `DATE ${quoteString(text)}` };
  // The engine's zone is UTC, which is what a column without a zone is compared in.
  return {
    left: `CAST(${name} AS TIMESTAMP)`,
    right: `CAST(${quoteString(text.replace("Z", ""))} AS TIMESTAMP)`,
  };
}

function isOnCalendar(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function truth(value: FilterScalar): string {
  const text = String(value).toLowerCase();
  if (text !== "true" && text !== "false")
    throw new FilterFault(`${JSON.stringify(value)} is neither true nor false.`);
  return text;
}
