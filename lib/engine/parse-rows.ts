import type { Json } from "#lib/core/schema.ts";

/** The rows that a child sent as text. What JSON.parse yields is JSON; that it is rows is looked at here. */
export function parseRows(rowsJson: string): Json[][] {
  const rows: unknown = JSON.parse(rowsJson);
  if (!isRows(rows)) throw new Error("an engine child sent something that is no rows");
  return rows;
}

function isRows(value: unknown): value is Json[][] {
  return Array.isArray(value) && value.every(Array.isArray);
}
