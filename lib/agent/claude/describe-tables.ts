import "server-only";
import type { FileColumn, TableInfo } from "#lib/datasets/schema.ts";
import { type Message, type TextBlock, textBlock } from "./wire.ts";

const COLUMNS_LISTED = 150;
const OPENING = "<data_tables>";

/**
 * The schema of the tables, as a block of a user's message. It is not part of the system prompt: a table made during the
 * conversation would change that, and with it the prefix to which earlier thoughts and the cache are bound.
 */
export function tablesBlock(tables: readonly TableInfo[]): TextBlock {
  const lines = tables.map(
    ({ table, filename, row_count, columns }) =>
      `${identifier(table)} (${row_count} rows, from ${JSON.stringify(filename)}): ${columnList(columns)}`,
  );
  const body = lines.length > 0 ? lines.join("\n") : "(no table is ready yet)";
  return textBlock(`${OPENING}\n${body}\n</data_tables>`);
}

/** Whether the latest description in these messages is this very one, so that it need not be sent again. */
export function isToldAlready(messages: readonly Message[], block: TextBlock): boolean {
  const told = messages
    .filter((message) => message.role === "user")
    .flatMap((message) => message.content)
    .findLast((b) => b.type === "text" && typeof b.text === "string" && b.text.startsWith(OPENING));
  return told?.text === block.text;
}

function columnList(columns: readonly FileColumn[]): string {
  const shown = columns.slice(0, COLUMNS_LISTED).map(({ name, type }) => `${identifier(name)} ${type}`);
  const rest = columns.length - shown.length;
  return shown.join(", ") + (rest > 0 ? `, and ${rest} further columns (describe_data lists them)` : "");
}

/** As it must be written in SQL; line breaks in a stranger's header cannot end the line. */
function identifier(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name)) return name;
  return `"${name.replaceAll('"', '""').replace(/\s+/g, " ").replaceAll("<", "‹")}"`;
}
