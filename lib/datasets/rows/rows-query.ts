import "server-only";
import { z } from "zod";
import { type RowFilter, type RowSort, rowFilter } from "#lib/datasets/schema.ts";
import { MAX_JSON_ROWS } from "#lib/results/schema.ts";

const MAX_FILTERS = 50;
const filterList = z.array(rowFilter).max(MAX_FILTERS);

/** `column:asc`; the column's name may hold colons itself. */
const sortText = z.string().transform((text, issues): RowSort => {
  const at = text.lastIndexOf(":");
  const direction = text.slice(at + 1);
  if (at < 1 || (direction !== "asc" && direction !== "desc")) {
    issues.addIssue("A sort is a column and a direction, like amount:desc.");
    return z.NEVER;
  }
  return { column: text.slice(0, at), direction };
});

/** The JSON text of a list of filters. */
const filtersText = z.string().transform((text, issues): RowFilter[] => {
  const parsed = filterList.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) issues.addIssue({ code: "custom", path, message });
  return z.NEVER;
});

/** The query of a file's `…/rows`. */
export const fileRowsQuery = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(0).max(MAX_JSON_ROWS).default(100),
  sort: sortText.optional(),
  filters: filtersText.optional(),
});

/** Undefined, which is no list, for text that is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
