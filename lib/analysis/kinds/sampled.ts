/** The most values that a kind may take out of the engine: the statement's answer holds no more rows. */
export const MOST_VALUES = 10_000;

/**
 * `from` with at most `most` of its rows, the same ones each time: chosen by a hash of their place, for kinds
 * that need the values themselves. Say so as an assumption when rows were left out.
 */
export function sampledSql(select: string, most: number): string {
  return `SELECT * EXCLUDE (sample_place) FROM (SELECT *, row_number() OVER () AS sample_place FROM (\n${select}\n)) ORDER BY hash(sample_place), sample_place LIMIT ${most}`;
}
