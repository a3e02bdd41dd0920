import "server-only";
import { nearestNames } from "#lib/core/nearest-names.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";

const COLUMNS_LISTED = 40;

/**
 * What to add to the engine's words, so that a model finds the right name at once: the nearest names to each
 * name the message quotes, and the columns of the tables that the SQL reads (of all, if it reads none).
 */
export function nameHints(message: string, sql: string, tables: readonly TableInfo[]): string {
  const names = [...new Set(tables.flatMap((t) => [t.table, ...t.columns.map((c) => c.name)]))];
  const known = new Set(names.map((name) => name.toLowerCase()));
  const nearest = quotedNames(message)
    .filter((name) => !known.has(name.toLowerCase()))
    .flatMap((name) => {
      const near = nearestNames(name, names);
      return near.length > 0 ? [`Names near "${name}": ${near.map(quote).join(", ")}.`] : [];
    });
  const read = tables.filter((t) => sql.toLowerCase().includes(t.table.toLowerCase()));
  const listed = (read.length > 0 ? read : tables).map(columnsLine);
  return [...nearest, ...listed].join("\n");
}

function quotedNames(message: string): string[] {
  const quoted = [...message.matchAll(/"([^"\n]{1,120})"|with name ([\p{L}\p{N}_]{1,120})/gu)];
  return [...new Set(quoted.map((match) => match[1] ?? match[2] ?? ""))].filter((name) => name !== "");
}

function columnsLine({ table, columns }: TableInfo): string {
  const shown = columns.slice(0, COLUMNS_LISTED).map((c) => quote(c.name));
  const rest = columns.length - shown.length;
  return `Columns of ${quote(table)}: ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}.`;
}

const quote = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
