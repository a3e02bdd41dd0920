import type { ResultView } from "#lib/results/schema.ts";

/**
 * The rows of all tables that these Results were computed from; a table counts once however many queries read it, and again
 * when it was replaced in between. Zero when no table was read; undefined when a table's length is not known.
 */
export function rowsRead(results: readonly Pick<ResultView, "datasets">[]): number | undefined {
  const counts = new Map<string, number | undefined>();
  for (const { table, fingerprint, row_count } of results.flatMap(({ datasets }) => datasets))
    counts.set(JSON.stringify([table, fingerprint]), row_count);
  let sum = 0;
  for (const count of counts.values()) {
    if (count === undefined) return undefined;
    sum += count;
  }
  return sum;
}
