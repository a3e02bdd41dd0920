import type { ModuleTools } from "#lib/engine/module.ts";
import type { DialectWish } from "#lib/ingest/schema.ts";
import { readable } from "#lib/ingest/text/byte-text.ts";
import { openHead } from "#lib/ingest/text/open-text.ts";
import { readBeginning } from "#lib/ingest/text/read-beginning.ts";
import { repairWarnings } from "#lib/ingest/text/repairs.ts";
import type { Shape } from "#lib/ingest/text/shape.ts";
import { preambleWarnings, textNames } from "#lib/ingest/text/text-names.ts";
import { toldDialect } from "#lib/ingest/text/told-dialect.ts";
import { foreseeTable } from "#lib/ingest/types/foresee-table.ts";
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
  const { shape, rows, repairs, lines } = readBeginning(text, wish, LOOKED_AT_ROWS);
  const { names, warnings } = textNames(shape);
  const table = {
    path: request.path,
    reader: { ...readerOf(shape), skip: 0, comment: "", lenient: false },
    names,
    sample: rows,
    sample_is_whole: true,
    byte_size: request.byte_size,
    line_of: (record: number) => lines.lineOf(record),
  };
  const foreseen = await foreseeTable(tools, table, wish);
  const { decimal = foreseen.decimal, date_order = foreseen.date_order } = wish;
  return {
    dialect: toldDialect(shape, { decimal, date_order }),
    encoding: text.encoding,
    warnings: [
      ...text.warnings,
      ...preambleWarnings(shape),
      ...warnings,
      ...repairWarnings(repairs, shape.width),
      ...foreseen.warnings,
    ],
    rejects: repairs.rejects,
    columns: foreseen.columns,
    rows: rows.slice(0, SHOWN_ROWS),
  };
}

function readerOf({ splitter }: Shape) {
  const { delimiter, quote, escape: sign } = splitter;
  return { delimiter: readable(delimiter), quote: readable(quote), escape: readable(sign) };
}
