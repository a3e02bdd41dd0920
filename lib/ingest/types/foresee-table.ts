import type { ModuleTools } from "#lib/engine/module.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { type InferenceHints, inferColumns } from "./infer-columns.ts";
import { type Made, madeOf } from "./made.ts";
import { heldValues } from "./rows/held-values.ts";
import { settleColumns } from "./settle-columns.ts";
import { typeWarnings } from "./type-warnings.ts";

/** What `makeParquet` would make of the rows of a table's sample, without making it. */
export async function foreseeTable(
  tools: ModuleTools,
  table: TextTable,
  wish: Pick<InferenceHints, "decimal" | "date_order" | "types">,
): Promise<Pick<Made, "decimal" | "date_order" | "warnings" | "columns">> {
  const { names, sample } = table;
  const plans = inferColumns(sample, { ...wish, names, delimiter: table.reader.delimiter });
  const values = heldValues(tools, table, "");
  const settled = await settleColumns(values, plans, () => {});
  const warnings = await typeWarnings(values, settled);
  return madeOf(settled, { rows: sample.length, rejected: 0, rejects: [] }, warnings);
}
