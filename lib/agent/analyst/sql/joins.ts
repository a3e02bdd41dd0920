import type { Catalog, Column, Table } from "#lib/agent/analyst/catalog.ts";
import { identifier } from "./identifier.ts";

/** The columns over which two tables belong together. */
export interface Join {
  left: Column;
  right: Column;
}

const isUnique = ({ distinct, rowCount }: Column): boolean =>
  distinct !== null && distinct >= rowCount * 0.97;

/** How surely two columns are one key: the same name, or `id` there and `customer_id` here. */
function keyScore(left: Column, right: Column, rightTable: Table, leftTable: Table): number {
  if (left.kind !== right.kind) return 0;
  const [a, b] = [left.words.join(" "), right.words.join(" ")];
  const unique = isUnique(left) || isUnique(right) ? 0.2 : 0;
  if (a === b && (left.isKey || right.isKey)) return a === "id" ? 0.1 : 1 + unique;
  if (b === "id" && a === `${rightTable.words.join(" ")} id`) return 0.9 + unique;
  if (a === "id" && b === `${leftTable.words.join(" ")} id`) return 0.9 + unique;
  if (a === b && left.kind === "text" && unique > 0) return 0.7 + unique;
  return a === b && /(code|number|no|name)$/.test(a) ? 0.6 : 0;
}

/** The key that two tables share, or null when they share none. */
export function findJoin(catalog: Catalog, leftName: string, rightName: string): Join | null {
  const left = catalog.tables.find(({ name }) => name === leftName);
  const right = catalog.tables.find(({ name }) => name === rightName);
  if (!left || !right) return null;
  let best: { join: Join; score: number } | null = null;
  for (const a of left.columns)
    for (const b of right.columns) {
      const score = keyScore(a, b, right, left);
      if (score >= 0.5 && score > (best?.score ?? 0)) best = { join: { left: a, right: b }, score };
    }
  return best?.join ?? null;
}

/** Whether one row of the left table can meet several of the right, which would count it several times. */
export function mayRepeat({ right }: Join): boolean {
  return right.distinct !== null && !isUnique(right);
}

/** `FROM orders LEFT JOIN customers ON …`: every row of the first table stays. */
export function fromClause(catalog: Catalog, tables: string[]): string {
  const [first = "", ...others] = tables;
  const joins = others.map((table) => {
    const join = findJoin(catalog, first, table);
    if (!join) throw new Error(`no join between ${first} and ${table}; the reader checks this`);
    return `\nLEFT JOIN ${identifier(table)} ON ${reference(join.left, true)} = ${reference(join.right, true)}`;
  });
  return `FROM ${identifier(first)}${joins.join("")}`;
}

/** A column in an expression, with its table where two are read. */
export function reference(column: Column, isJoined: boolean): string {
  return isJoined ? `${identifier(column.table)}.${identifier(column.name)}` : identifier(column.name);
}
