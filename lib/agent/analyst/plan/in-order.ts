import type { ResultView } from "#lib/results/schema.ts";

/** A view of a plan's Result with these columns, in this order: what the sentences are made from. */
export function inOrder(result: ResultView, names: string[]): ResultView {
  const places = names.map((name) => result.columns.findIndex((column) => column.name === name));
  if (places.includes(-1)) throw new Error(`a Result lacks one of its plan's columns: ${names.join(", ")}`);
  return {
    ...result,
    columns: places.flatMap((place) => result.columns[place] ?? []),
    rows: result.rows.map((row) => places.map((place) => row[place] ?? null)),
  };
}
