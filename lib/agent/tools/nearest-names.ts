import "server-only";
import { editDistance } from "#lib/charts/edit-distance.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";

const SUGGESTIONS = 3;
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

/** The names closest to `wanted`, best first; none when nothing is close. */
export function nearestNames(wanted: string, names: readonly string[]): string[] {
  const key = plain(wanted);
  return names
    .map((name) => ({ name, distance: distanceOf(key, plain(name)) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.ceil(Math.max(key.length, name.length) / 3)))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name);
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
const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
    .slice(0, 80);

/** A name that contains the other is one step away. */
function distanceOf(a: string, b: string): number {
  if (a !== b && a.length > 2 && b.length > 2 && (a.includes(b) || b.includes(a))) return 1;
  return editDistance(a, b);
}
