import { useState } from "react";
import type { Json } from "#lib/core/schema.ts";
import type { DataParts } from "#lib/sessions/schema.ts";
import { readRows } from "../read-rows.ts";

/** Rows shown before anyone asks for more; one or two beyond it are shown as well. */
const FIRST = 10;
const SLACK = 2;
const PAGE = 200;

/** The rows of a result that are on the page, and the way to the others. */
export function useResultRows({ data, path }: { data: DataParts["query-result"]; path: string | null }) {
  const [expanded, setExpanded] = useState(false);
  const [fetched, setFetched] = useState<Json[][]>([]);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const short = data.row_count <= FIRST + SLACK;
  const known = fetched.length > 0 ? [...data.rows, ...fetched] : data.rows;
  const rows = expanded || short ? known : data.rows.slice(0, FIRST);

  async function more() {
    const wanted = expanded ? known.length + PAGE : data.row_count <= 1000 ? data.row_count : PAGE;
    setExpanded(true);
    setError(null);
    const missing = Math.min(wanted, data.row_count) - known.length;
    if (missing <= 0 || path === null) return;
    setLoading(true);
    try {
      const next = await readRows(path, { offset: known.length, limit: missing });
      setFetched((before) => [...before, ...next]);
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : "The rows could not be read. Try again.");
    } finally {
      setLoading(false);
    }
  }

  return { rows, expanded, loading, error, hidden: data.row_count - rows.length, more };
}
