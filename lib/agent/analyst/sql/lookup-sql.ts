import type { Column } from "#lib/agent/analyst/catalog.ts";
import { identifier, textLiteral } from "./identifier.ts";

const MOST_COLUMNS = 12;

/** Which of these texts stand in which of these columns, in any capitals. */
export function lookupSql(texts: string[], columns: Column[]): string {
  const wanted = texts.map((text) => textLiteral(text.toLowerCase())).join(", ");
  return columns
    .slice(0, MOST_COLUMNS)
    .map(
      ({ table, name }) =>
        `SELECT DISTINCT ${textLiteral(table)} AS table_name, ${textLiteral(name)} AS column_name, ${identifier(name)} AS value\n` +
        `FROM ${identifier(table)}\nWHERE lower(${identifier(name)}) IN (${wanted})`,
    )
    .join("\nUNION ALL\n");
}
