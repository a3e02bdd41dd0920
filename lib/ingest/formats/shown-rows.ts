import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import type { PreviewValue } from "#lib/ingest/worker/messages.ts";

type Shown = Pick<Extract<PreviewValue, { rows: unknown }>, "columns" | "rows">;

const SHOWN_ROWS = 50;

/** The columns and first rows of a query, as a preview shows them: every value as text. */
export async function shownRows(tools: ModuleTools, query: string): Promise<Shown> {
  const { columns } = await tools.sql(`FROM (${query}) LIMIT 0`);
  const texts = columns.map(({ name }) => `${quoteIdentifier(name)}::VARCHAR`);
  const { rows } = await tools.sql(`SELECT ${texts.join(", ")} FROM (FROM (${query}) LIMIT ${SHOWN_ROWS})`);
  return { columns, rows: rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))) };
}
