import { problemOf } from "#components/ui/problem-of.ts";
import type { RowFilter, RowSort } from "#lib/datasets/schema.ts";
import type { ReadWindow, RowWindow } from "./row-windows.ts";

export interface TableOrder {
  sort: RowSort | null;
  filters: readonly RowFilter[];
}

/** Reads windows of a file's rows, sorted and filtered by the engine. */
export function fileRows(fileId: string, { sort, filters }: TableOrder): ReadWindow {
  return async (offset, limit, signal) => {
    const query = new URLSearchParams({ offset: String(offset), limit: String(limit) });
    if (sort) query.set("sort", `${sort.column}:${sort.direction}`);
    if (filters.length > 0) query.set("filters", JSON.stringify(filters));
    return windowOf(await fetch(`/api/v1/files/${fileId}/rows?${query}`, { signal }));
  };
}

/** Reads windows of a stored result; `path` is that of its rows. */
export function resultRows(path: string): ReadWindow {
  return async (offset, limit, signal) => {
    const query = new URLSearchParams({ format: "json", offset: String(offset), limit: String(limit) });
    return windowOf(await fetch(`${path}?${query}`, { signal }));
  };
}

async function windowOf(reply: Response): Promise<RowWindow> {
  if (!reply.ok) throw new Error(await problemOf(reply));
  return asWindow(await reply.json());
}

/** Our own server wrote this reply from the contract's schema; zod would weigh more than the page that asks. */
function asWindow(body: unknown): RowWindow {
  return body as RowWindow;
}
