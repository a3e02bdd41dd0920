import type { Catalog } from "#lib/agent/analyst/catalog.ts";
import type { Intent } from "#lib/agent/analyst/intent.ts";
import { identifier } from "./identifier.ts";
import { fromClause, reference } from "./joins.ts";
import { whereClause } from "./where.ts";

const POINTS = 2_000;

function parts({ columns, filters, tables }: Intent, catalog: Catalog) {
  const isJoined = tables.length > 1;
  const names = columns.slice(0, 2).map((column) => reference(column, isJoined));
  const present = names.map((name) => `${name} IS NOT NULL`);
  return { names, present, from: fromClause(catalog, tables), isJoined, filters };
}

/** Pearson's correlation of two columns, over the rows that have both. */
export function correlationSql(intent: Intent, catalog: Catalog): string {
  const { names, present, from, isJoined, filters } = parts(intent, catalog);
  return `SELECT corr(${names.join(", ")}) AS r, count(*) AS n\n${from}${whereClause(filters, isJoined, present)}`;
}

/** The points themselves; of many rows a part chosen by hash, so that the same ones are chosen again. */
export function pointsSql(intent: Intent, catalog: Catalog): string {
  const { names, present, from, isJoined, filters } = parts(intent, catalog);
  const rows = intent.columns[0]?.rowCount ?? 0;
  const every = Math.ceil(rows / POINTS);
  const sample = every > 1 ? [`hash(${names.join(", ")}) % ${every} = 0`] : [];
  const columns = intent.columns
    .slice(0, 2)
    .map(({ name }, i) =>
      names[i] === identifier(name) ? identifier(name) : `${names[i]} AS ${identifier(name)}`,
    );
  return `SELECT ${columns.join(", ")}\n${from}${whereClause(filters, isJoined, [...present, ...sample])}\nLIMIT ${POINTS * 2}`;
}
