import type { Json } from "#lib/core/schema.ts";
import { quoteIdentifier, quoteString } from "./quote.ts";
import type { EngineColumn } from "./schema.ts";

/** A statement that gives these rows, typed. */
export function rowsSql(columns: readonly EngineColumn[], rows: readonly Json[][]): string {
  const objects = rows.map((row) => Object.fromEntries(row.map((cell, index) => [`c${index}`, cell])));
  const shape = Object.fromEntries(columns.map(({ type }, index) => [`c${index}`, type]));
  const list = columns.map(({ name }, index) => `r.c${index} AS ${quoteIdentifier(name)}`).join(", ");
  const values = `from_json(${quoteString(JSON.stringify(objects))}, ${quoteString(JSON.stringify([shape]))})`;
  return `SELECT ${list} FROM (SELECT unnest(${values}) AS r)`;
}
