import type { Json } from "#lib/core/schema.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { planRefused } from "./faults.ts";
import { numberOf } from "./kinds/cells.ts";
import type { Finished } from "./kinds/kind.ts";
import type { CommonPlan } from "./schema.ts";

/** What the engine reads as one statement. */
const MOST_LETTERS = 180_000;

/** The rows as the plan orders and limits them; stable, missing values last. */
export function arranged({ columns, rows }: Finished, { order, limit }: CommonPlan): Json[][] {
  const at = order ? columns.findIndex(({ name }) => name === order.by) : -1;
  const sign = order?.direction === "desc" ? -1 : 1;
  const sorted = at < 0 ? rows : rows.toSorted((a, b) => compared(a[at] ?? null, b[at] ?? null, sign));
  return limit === undefined ? sorted : sorted.slice(0, limit);
}

function compared(a: Json, b: Json, sign: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return (x - y) * sign;
  return (String(a) < String(b) ? -1 : Number(String(a) > String(b))) * sign;
}

/** A statement that gives these rows, typed: they become a Result like any other. */
export function rowsSql({ columns }: Pick<Finished, "columns">, rows: Json[][]): string {
  const objects = rows.map((row) => Object.fromEntries(row.map((cell, index) => [`c${index}`, cell])));
  const shape = Object.fromEntries(columns.map(({ type }, index) => [`c${index}`, type]));
  const list = columns.map(({ name }, index) => `r.c${index} AS ${quoteIdentifier(name)}`).join(", ");
  const values = `from_json(${quoteString(JSON.stringify(objects))}, ${quoteString(JSON.stringify([shape]))})`;
  const sql = `SELECT ${list} FROM (SELECT unnest(${values}) AS r)`;
  if (sql.length > MOST_LETTERS)
    throw planRefused([
      {
        path: "",
        message: "The result has too many rows for this operation. Filter it, or group more coarsely.",
      },
    ]);
  return sql;
}
