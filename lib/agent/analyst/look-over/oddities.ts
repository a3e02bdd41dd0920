import type { Column } from "#lib/agent/analyst/catalog.ts";
import { sayList, sayNumber } from "#lib/agent/analyst/say/number.ts";
import { identifier, textLiteral } from "#lib/agent/analyst/sql/identifier.ts";
import type { ResultView } from "#lib/results/schema.ts";

const MOST = 8;

/** Rows that repeat another row word for word. */
export function duplicatesSql(table: string): string {
  const from = identifier(table);
  return `SELECT (SELECT count(*) FROM ${from}) - (SELECT count(*) FROM (SELECT DISTINCT * FROM ${from})) AS duplicate_rows`;
}

/** Values of each number further than three interquartile ranges from the middle half (Tukey's "far out"), and the furthest ends. */
export function outliersSql(table: string, measures: Column[]): string {
  return measures
    .slice(0, MOST)
    .map((column) => {
      const x = identifier(column.name);
      return `SELECT ${textLiteral(column.name)} AS "column", count(*) AS "outliers", CAST(min(${x}) AS DOUBLE) AS lowest, CAST(max(${x}) AS DOUBLE) AS highest
FROM ${identifier(table)}, (
  SELECT quantile_cont(${x}, 0.25) AS q1, quantile_cont(${x}, 0.75) AS q3 FROM ${identifier(table)}
)
WHERE q3 > q1 AND (${x} < q1 - 3 * (q3 - q1) OR ${x} > q3 + 3 * (q3 - q1))`;
    })
    .join("\nUNION ALL\n");
}

/** What is odd in a table, from the description of its columns and the two checks; a sentence each. */
export function sayOddities(
  described: ResultView,
  duplicates: ResultView | null,
  outliers: ResultView | null,
): string[] {
  const missing = described.rows
    .filter((row) => Number(row[2]) > 0)
    .map((row) => `${row[0]} (${sayNumber(row[2])})`);
  const constant = described.rows.filter((row) => Number(row[3]) === 1).map((row) => String(row[0]));
  const empty = described.rows.filter((row) => Number(row[3]) === 0).map((row) => String(row[0]));
  const repeated = duplicates?.rows[0]?.[0] ?? 0;
  const far = (outliers?.rows ?? []).filter((row) => Number(row[1]) > 0);
  return [
    missing.length > 0 ? `Values are missing in ${sayList(missing.slice(0, 6))}.` : "",
    constant.length > 0
      ? `${sayList(constant.slice(0, 6))} ${constant.length === 1 ? "holds" : "hold"} one value only.`
      : "",
    empty.length > 0
      ? `${sayList(empty.slice(0, 6))} ${empty.length === 1 ? "holds" : "hold"} no value at all.`
      : "",
    Number(repeated) > 0 ? `Rows that repeat another row: ${sayNumber(repeated)}.` : "",
    ...far
      .slice(0, 3)
      .map(
        (row) =>
          `${row[0]} has ${row[1] === 1 ? "a value" : `${sayNumber(row[1])} values`} far outside the rest, between ${sayNumber(row[2])} and ${sayNumber(row[3])}.`,
      ),
  ].filter((sentence) => sentence !== "");
}
