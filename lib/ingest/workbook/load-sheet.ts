import type { ModuleTools } from "#lib/engine/module.ts";
import { openZip } from "#lib/ingest/archive/zip.ts";
import { cleanColumnNames } from "#lib/ingest/column-names.ts";
import type { DialectWish } from "#lib/ingest/schema.ts";
import { makeParquet } from "#lib/ingest/types/make-parquet.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import type { LoadRequest } from "#lib/ingest/worker/load-request.ts";
import type { Loaded, PreviewValue } from "#lib/ingest/worker/messages.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { openWorkbook, type Sheet } from "./open-workbook.ts";
import { previewTable } from "./preview-table.ts";
import { readContext, readSheet } from "./read-sheet.ts";
import { layoutOf, type SheetLayout } from "./sheet-layout.ts";
import { SheetSurvey } from "./survey-sheet.ts";
import { TableWriter } from "./write-table.ts";

/** What a sheet's table may hold as text. */
const MOST_TABLE_BYTES = 4 * 1024 ** 3;

interface SheetRequest {
  path: string;
  filename: string;
  sheet: string | null;
  wish: DialectWish | null;
}

/**
 * A sheet of an `.xlsx` workbook → Parquet: its values go through a CSV in the scratch file `clean` and are
 * typed like any text. Rows of the sheet are the lines of its rejects. Throws `FileFault`.
 */
export async function loadWorkbookSheet(
  tools: ModuleTools,
  request: LoadRequest & { sheet: string | null },
): Promise<Loaded> {
  const found = await tableOf(tools, request);
  const { table, writer, layout } = found;
  const { output_path, rejects_path, wish } = request;
  const made = await makeParquet(tools, table, {
    output_path,
    rejects_path,
    // Numbers are written by us; with the comma as a habit of the file, 1.234 would be a thousand.
    decimal: ".",
    date_order: wish?.date_order,
    types: wish?.types,
    on_progress: (fraction) => tools.report(0.5 + 0.5 * fraction),
  });
  return {
    rows_read: made.rows_read,
    rows_rejected: made.rows_rejected,
    rejects: made.rejects,
    dialect: null,
    header: layout.header,
    encoding: null,
    coerced: [...writer.coerced(table.names), ...made.coerced],
    warnings: [...found.warnings, ...made.warnings],
  };
}

export async function previewWorkbookSheet(tools: ModuleTools, request: SheetRequest): Promise<PreviewValue> {
  const { table, warnings } = await tableOf(tools, request);
  return previewTable(table, warnings, request.wish);
}

async function tableOf(tools: ModuleTools, request: SheetRequest) {
  const { filename } = request;
  const zip = await openZip(request.path, filename);
  try {
    const book = await openWorkbook(zip, filename, tools.signal);
    const sheet = book.sheets.find(({ name }) => name === request.sheet);
    if (sheet === undefined) throw new FileFault(`${filename} has no sheet "${request.sheet ?? ""}".`);
    const context = await readContext(zip, book, filename, tools.signal);
    const survey = new SheetSurvey();
    const how = { filename, signal: tools.signal };
    await readSheet(zip, sheet, context, { ...how, listener: survey });
    tools.report(0.2);
    if (survey.rows === 0) throw new FileFault(`The sheet "${sheet.name}" of ${filename} is empty.`);
    const layout = layoutOf(survey, { ...request.wish });
    const path = tools.scratch.clean ?? "";
    const writer = new TableWriter(path, layout, {
      ...survey,
      rows: survey.rows,
      max_bytes: MOST_TABLE_BYTES,
    });
    await readSheet(zip, sheet, context, { ...how, listener: writer }).finally(() => writer.end());
    tools.report(0.5);
    const { names, warnings } = cleanColumnNames(
      layout.header ?? layout.columns.map((_, at) => `column_${at + 1}`),
    );
    const told = [...layoutWarnings(sheet, layout), ...mergedWarning(writer), ...warnings];
    return { table: textTable(path, names, writer), writer, layout, warnings: told };
  } finally {
    zip.close();
  }
}

function textTable(path: string, names: string[], writer: TableWriter): TextTable {
  return {
    path,
    reader: { delimiter: ",", quote: '"', escape: '"', skip: 0, comment: "", lenient: false },
    names,
    sample: writer.sample,
    sample_is_whole: writer.sample.length === writer.rows,
    byte_size: writer.byte_size,
    line_of: (record) => writer.lineOf(record),
  };
}

function layoutWarnings(sheet: Sheet, layout: SheetLayout): string[] {
  const warnings: string[] = [];
  if (sheet.hidden) warnings.push("This sheet is hidden in the workbook.");
  const shown = (rows: SheetLayout["skipped"]) =>
    rows
      .slice(0, 3)
      .map(
        ({ cells }) =>
          `"${cells
            .map(({ text }) => text.trim())
            .join(" ")
            .slice(0, 60)}"`,
      )
      .join(", ");
  const count = (rows: unknown[]) => (rows.length === 1 ? "1 row" : `${rows.length} rows`);
  if (layout.skipped.length > 0)
    warnings.push(`${count(layout.skipped)} above the table left out: ${shown(layout.skipped)}.`);
  if (layout.footer.length > 0)
    warnings.push(`${count(layout.footer)} of notes below the table left out: ${shown(layout.footer)}.`);
  if (layout.header_rows > 1)
    warnings.push(`The header is ${layout.header_rows} rows; their texts are joined.`);
  if (layout.header === null) warnings.push("The sheet names no columns; they are numbered.");
  return warnings;
}

function mergedWarning({ merged }: TableWriter): string[] {
  if (merged === 0) return [];
  return [`Cells merged over several rows hold their value in each of these rows (${merged} filled).`];
}
