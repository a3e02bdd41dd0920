import type { ModuleTools } from "#lib/engine/module.ts";
import type { DialectWish } from "#lib/ingest/schema.ts";
import { readable } from "#lib/ingest/text/byte-text.ts";
import { openHead } from "#lib/ingest/text/open-text.ts";
import { readBeginning } from "#lib/ingest/text/read-beginning.ts";
import { repairWarnings } from "#lib/ingest/text/repairs.ts";
import { preambleWarnings, textNames } from "#lib/ingest/text/text-names.ts";
import { toldDialect } from "#lib/ingest/text/told-dialect.ts";
import { inferColumns } from "#lib/ingest/types/infer-columns.ts";
import type { PreviewValue } from "./messages.ts";

const SHOWN_ROWS = 50;
const LOOKED_AT_ROWS = 2_000;

interface PreviewRequest {
  path: string;
  byte_size: number;
  wish: DialectWish | null;
}

/** How a delimited text would be read under a wish: its first 50 rows, told from its first MiB. Throws `FileFault`. */
export async function previewText(tools: ModuleTools, request: PreviewRequest): Promise<PreviewValue> {
  const wish = request.wish ?? {};
  const text = await openHead({ ...request, encoding: wish.encoding, signal: tools.signal });
  const { shape, rows, repairs } = readBeginning(text, wish, LOOKED_AT_ROWS);
  const { names, warnings } = textNames(shape);
  const { decimal, date_order, types } = wish;
  const whole = text.whole && rows.length < LOOKED_AT_ROWS;
  const hints = { names, whole, decimal, date_order, types, delimiter: readable(shape.splitter.delimiter) };
  const plans = inferColumns(rows, hints);
  return {
    dialect: toldDialect(shape, { decimal: decimal ?? ".", date_order: date_order ?? null }),
    encoding: text.encoding,
    warnings: [
      ...text.warnings,
      ...preambleWarnings(shape),
      ...warnings,
      ...repairWarnings(repairs, shape.width),
    ],
    rejects: repairs.rejects,
    columns: plans.map(({ name, reading }) => ({ name, type: reading.type })),
    rows: rows.slice(0, SHOWN_ROWS),
  };
}
