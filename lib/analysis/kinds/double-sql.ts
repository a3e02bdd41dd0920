import type { SourceColumn } from "#lib/analysis/source.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { finiteSql } from "./aggregate-sql.ts";
import type { Group } from "./kind.ts";

/** The column as a DOUBLE, null for what is no finite number: squares of DECIMAL and HUGEINT would overflow. */
export function doubleSql(column: SourceColumn): string {
  return column.type === "DOUBLE" ? finiteSql(column) : `CAST(${finiteSql(column)} AS DOUBLE)`;
}

/** The group columns under their own names and a comma after each, for a query in between. */
export function groupsSql(groups: Group[]): string {
  return groups.map(({ column }) => `${quoteIdentifier(column.name)}, `).join("");
}

/** `PARTITION BY` the groups, or nothing. */
export function partitionSql(groups: Group[]): string {
  const names = groups.map(({ column }) => quoteIdentifier(column.name));
  return names.length > 0 ? `PARTITION BY ${names.join(", ")} ` : "";
}
