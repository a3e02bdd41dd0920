import type { Column } from "#lib/agent/analyst/catalog.ts";
import { identifier, textLiteral } from "./identifier.ts";

const MOST_COLUMNS = 60;
const isOrdered = ({ kind }: Column): boolean => kind === "number" || kind === "time" || kind === "text";

/** A row a column: its type, missing values, distinct values and ends. */
export function describeSql(table: string, columns: Column[]): string {
  return columns
    .slice(0, MOST_COLUMNS)
    .map((column, index) => {
      const name = identifier(column.name);
      const ends = isOrdered(column)
        ? [`CAST(min(${name}) AS VARCHAR)`, `CAST(max(${name}) AS VARCHAR)`]
        : ["NULL", "NULL"];
      const fields: [string, string][] = [
        [textLiteral(column.name), "column"],
        [textLiteral(column.type.slice(0, 60)), "type"],
        [`count(*) - count(${name})`, "missing"],
        [`count(DISTINCT ${name})`, "different values"],
        [ends[0] ?? "NULL", "min"],
        [ends[1] ?? "NULL", "max"],
      ];
      const list = fields.map(([expression, as]) =>
        index === 0 ? `${expression} AS ${identifier(as)}` : expression,
      );
      return `SELECT ${list.join(", ")}\nFROM ${identifier(table)}`;
    })
    .join("\nUNION ALL\n");
}

/** Rows and the period they cover. */
export function extentSql(table: string, time: Column | null): string {
  const period = time
    ? `, min(${identifier(time.name)}) AS first, max(${identifier(time.name)}) AS last`
    : "";
  return `SELECT count(*) AS rows${period}\nFROM ${identifier(table)}`;
}
