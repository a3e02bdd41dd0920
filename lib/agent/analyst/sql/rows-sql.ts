import type { Catalog } from "#lib/agent/analyst/catalog.ts";
import type { Intent } from "#lib/agent/analyst/intent.ts";
import { identifier } from "./identifier.ts";
import { fromClause, reference } from "./joins.ts";
import { whereClause } from "./where.ts";

/** Rows shown when the question gives no number. */
const USUAL_ROWS = 100;

/** The rows themselves, filtered, ordered and cut as asked. */
export function rowsSql(intent: Intent, catalog: Catalog): string {
  const isJoined = intent.tables.length > 1;
  const [first = ""] = intent.tables;
  const by = intent.measures[0]?.column;
  const order =
    by && intent.order
      ? `\nORDER BY ${reference(by, isJoined)} ${intent.order.toUpperCase()} NULLS LAST`
      : "";
  const columns = isJoined ? `${identifier(first)}.*` : "*";
  const body = `${fromClause(catalog, intent.tables)}${whereClause(intent.filters, isJoined)}`;
  return `SELECT ${columns}\n${body}${order}\nLIMIT ${intent.limit ?? USUAL_ROWS}`;
}

/** How many rows meet the conditions. */
export function matchingSql(intent: Intent, catalog: Catalog): string {
  const isJoined = intent.tables.length > 1;
  return `SELECT count(*) AS count\n${fromClause(catalog, intent.tables)}${whereClause(intent.filters, isJoined)}`;
}
