import { useMemo, useState } from "react";
import { type ColumnSort, nextColumnSort, sortRows } from "#components/datasets/sort-rows.ts";
import type { Json } from "#lib/core/schema.ts";
import type { DataParts } from "#lib/sessions/schema.ts";
import { readRows } from "../read-rows.ts";

/** Rows shown before anyone asks for more; one or two beyond it are shown as well. */
const FIRST = 10;
const SLACK = 2;
/** More rows than these are shown in a window of their own. */
export const MOST_INLINE = 200;
/** A result up to here is fetched whole when it is sorted: one reply of the API. */
const MOST_SORTED = 10_000;

/** The rows of a result that are on the page, their order, and the way to the others. */
export function useResultRows({ data, path }: { data: DataParts["query-result"]; path: string | null }) {
  const [expanded, setExpanded] = useState(false);
  const [all, setAll] = useState<Json[][] | null>(null);
  const [sort, setSort] = useState<ColumnSort | null>(null);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const isComplete = data.rows.length >= data.row_count;
  const canSort = data.row_count > 1 && (isComplete || (path !== null && data.row_count <= MOST_SORTED));
  const known = all ?? data.rows;
  const type = sort ? (data.columns[sort.column]?.type ?? "") : "";
  const ordered = useMemo(() => (sort ? sortRows(known, sort, type) : known), [known, sort, type]);
  const isShort = data.row_count <= FIRST + SLACK;
  const rows = expanded || isShort ? ordered.slice(0, MOST_INLINE) : ordered.slice(0, FIRST);

  async function sortBy(column: number) {
    setError(null);
    if (!isComplete && all === null && path !== null) {
      setLoading(true);
      try {
        setAll(await readRows(path, { offset: 0, limit: data.row_count }));
      } catch (cause) {
        setError(cause instanceof Error ? cause.message : "The rows could not be read. Try again.");
        return;
      } finally {
        setLoading(false);
      }
    }
    setSort((now) => nextColumnSort(now, column));
  }

  return {
    rows,
    /** All that are at hand, in the order shown. */
    ordered,
    sort,
    sortBy: canSort ? sortBy : null,
    expanded,
    isShort,
    toggle: () => setExpanded((now) => !now),
    loading,
    error,
  };
}
