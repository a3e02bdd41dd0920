import type { Column } from "#lib/agent/analyst/catalog.ts";
import { identifier, textLiteral } from "#lib/agent/analyst/sql/identifier.ts";

const MOST = 8;

/**
 * How much of a number's variance lies between the groups of each category: eta squared, the between-group sum of squares over the
 * total (Fisher 1925), 0 to 1.
 */
export function groupDifferencesSql(table: string, measure: Column, categories: Column[]): string {
  const from = identifier(table);
  const x = identifier(measure.name);
  return categories
    .slice(0, MOST)
    .map((category) => {
      const group = identifier(category.name);
      return `SELECT ${textLiteral(category.name)} AS category, sum(n * (m - mean) ** 2) / nullif(max(total), 0) AS explained
FROM (
  SELECT count(${x}) AS n, avg(${x}) AS m FROM ${from} WHERE ${x} IS NOT NULL AND ${group} IS NOT NULL GROUP BY ${group}
), (
  SELECT avg(${x}) AS mean, var_pop(${x}) * count(${x}) AS total FROM ${from} WHERE ${x} IS NOT NULL AND ${group} IS NOT NULL
)`;
    })
    .join("\nUNION ALL\n")
    .concat("\nORDER BY explained DESC NULLS LAST");
}

/** Pearson's r of each pair of numbers. */
export function correlationsSql(table: string, measures: Column[]): string {
  const pairs = measures
    .slice(0, 5)
    .flatMap((a, i) => measures.slice(i + 1, 5).map((b): [Column, Column] => [a, b]));
  const each = pairs.map(([a, b]) => {
    const [x, y] = [identifier(a.name), identifier(b.name)];
    return `SELECT ${textLiteral(a.name)} AS a, ${textLiteral(b.name)} AS b, corr(${x}, ${y}) AS r\nFROM ${identifier(table)}`;
  });
  return `SELECT a, b, r\nFROM (\n${each.join("\nUNION ALL\n")}\n)\nORDER BY abs(r) DESC NULLS LAST`;
}
