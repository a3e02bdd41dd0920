import "server-only";
import type { Json } from "#lib/core/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";

const MAX_ROWS = 20;
const MAX_BYTES = 4096;
const MAX_CELL = 200;
const MIN_CELL = 12;

/** A Result as a model sees it: its handle, its shape, and the first rows within 20 rows and 4 kB. */
export function resultForModel(result: ResultView): { [key: string]: Json } {
  const rows = firstRows(result.rows);
  return {
    result_id: result.id,
    columns: result.columns.map(({ name, type }) => ({ name, type })),
    row_count: result.row_count,
    rows,
    ...(rows.length < result.row_count && {
      note: noteFor(rows.length, result.row_count),
    }),
  };
}

function noteFor(told: number, all: number): string {
  const rest = "A chart of this result_id shows them all; for other figures write another query.";
  if (told === 0) return `The ${all} rows are too wide to be told here: select fewer columns. ${rest}`;
  return `These are the first ${told} of ${all} rows. ${rest}`;
}

function firstRows(rows: readonly (readonly Json[])[]): Json[][] {
  const kept: Json[][] = [];
  let bytes = 2;
  for (const row of rows.slice(0, MAX_ROWS)) {
    const limit = Math.min(MAX_CELL, Math.max(MIN_CELL, Math.floor(MAX_BYTES / 4 / row.length)));
    const cells = row.map((cell) => shortened(cell, limit));
    bytes += Buffer.byteLength(JSON.stringify(cells)) + 1;
    if (bytes > MAX_BYTES) break;
    kept.push(cells);
  }
  return kept;
}

/** Long texts and nested values are cut, with a sign that they were. */
function shortened(cell: Json, limit: number): Json {
  const text = typeof cell === "string" ? cell : typeof cell === "object" ? JSON.stringify(cell) : "";
  return text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : cell;
}
