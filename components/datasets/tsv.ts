import type { Json } from "#lib/core/schema.ts";
import { plainText } from "./column-format.ts";

/** Rows as text that a spreadsheet takes: tabs between exact values, missing ones empty. */
export function tsvOf(rows: readonly (readonly Json[])[], header?: readonly string[]): string {
  const lines = rows.map((row) =>
    row.map((value) => (value === null ? "" : cell(plainText(value)))).join("\t"),
  );
  return (header ? [header.map(cell).join("\t"), ...lines] : lines).join("\n");
}

function cell(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
