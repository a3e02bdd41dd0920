import type { DialectWish } from "#lib/ingest/schema.ts";
import { inferColumns } from "#lib/ingest/types/infer-columns.ts";
import type { PreviewValue } from "#lib/ingest/worker/messages.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";

const SHOWN_ROWS = 50;

/** The first rows of a sheet's table and the types that its sample tells. */
export function previewTable(table: TextTable, warnings: string[], wish: DialectWish | null): PreviewValue {
  const { names, sample, sample_is_whole } = table;
  const { date_order, types } = wish ?? {};
  const plans = inferColumns(sample, { names, whole: sample_is_whole, decimal: ".", date_order, types });
  return {
    dialect: null,
    encoding: null,
    warnings,
    rejects: [],
    columns: plans.map(({ name, reading }) => ({ name, type: reading.type })),
    rows: sample.slice(0, SHOWN_ROWS),
  };
}
