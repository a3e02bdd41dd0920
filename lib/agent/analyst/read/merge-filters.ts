import { sameColumn } from "#lib/agent/analyst/catalog.ts";
import type { Filter } from "#lib/agent/analyst/intent.ts";

/** Conditions of a question and of the one that changes it: a column's new condition takes the place of its old. */
export function mergeFilters(before: Filter[], added: Filter[]): Filter[] {
  const kept = before.filter((filter) => !added.some(({ column }) => sameColumn(column, filter.column)));
  return [...kept, ...added];
}
