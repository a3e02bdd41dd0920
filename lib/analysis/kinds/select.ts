import { quoteIdentifier } from "#lib/engine/quote.ts";
import type { Group, OrderTerm } from "./kind.ts";

interface Parts {
  groups: Group[];
  /** Name in the Result and the expression. */
  outputs: readonly (readonly [name: string, sql: string])[];
  from: string;
  where?: readonly string[];
  /** False for a SELECT of plain rows. */
  aggregates?: boolean;
}

/** A readable SELECT: the group columns, then the outputs, one a line. Grouped by place, so no name can be taken for another. */
export function selectSql({ groups, outputs, from, where = [], aggregates = true }: Parts): string {
  const lines = [
    ...groups.map(({ column, name }) => aliased(quoteIdentifier(column.name), name)),
    ...outputs.map(([name, sql]) => aliased(sql, name)),
  ];
  return [
    `SELECT\n  ${lines.join(",\n  ")}`,
    `FROM ${from}`,
    ...(where.length > 0 ? [`WHERE ${where.join("\n  AND ")}`] : []),
    ...(aggregates && groups.length > 0
      ? [`GROUP BY ${groups.map((_, index) => index + 1).join(", ")}`]
      : []),
  ].join("\n");
}

function aliased(sql: string, name: string): string {
  const alias = quoteIdentifier(name);
  return sql === alias ? sql : `${sql} AS ${alias}`;
}

/** The groups in their own order: what breaks ties. */
export function byGroups(groups: Group[]): OrderTerm[] {
  return groups.map(({ name }) => ({ by: name, direction: "asc" }));
}
