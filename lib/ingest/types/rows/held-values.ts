import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteString } from "#lib/engine/quote.ts";
import type { TypedColumn } from "#lib/ingest/types/measured.ts";
import { linesFor, MOST_TEXT, RejectsFile, withLines } from "#lib/ingest/types/rejects.ts";
import { cell, copySql, named } from "#lib/ingest/types/sql/read-text.ts";
import type { OutputColumn, Rejected, TableValues } from "#lib/ingest/types/table-values.ts";
import { trimmed } from "#lib/ingest/types/words.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { isMisfit, measureCells } from "./measure-cells.ts";
import { type ReadValue, valueReader } from "./read-value.ts";

type Row = readonly (string | null)[];

/** The values of a table whose sample is all of it. What it writes goes through the scratch file `path`. */
export function heldValues(tools: ModuleTools, table: TextTable, path: string): TableValues {
  const rows = table.sample;
  return {
    async measure(columns) {
      return columns.map((column) => measureCells(column, cellsOf(rows, column.at)));
    },
    firstMisfits: (columns) =>
      withLines(
        tools,
        table,
        columns.map((column) => {
          const breaks = misfitFinder([column]);
          const at = rows.findIndex((row) => breaks(row) !== undefined);
          return at < 0 ? null : { record: at + 1, value: (rows[at]?.[column.at] ?? "").slice(0, 80) };
        }),
      ),
    writeRejects: (columns, to) => writeRejects(tools, table, columns, to),
    async writeTable(output, broken, to, onProgress) {
      await writeRows(rows, output, broken, path);
      const { rows: counts } = await tools.sql(copySql(selectSql(output, path), to), onProgress);
      return Number(counts[0]?.[0] ?? 0);
    },
  };
}

function* cellsOf(rows: readonly Row[], at: number): Iterable<string | null> {
  for (const row of rows) yield row[at] ?? null;
}

/** Finds the first of the columns whose cell in a row is a misfit. */
function misfitFinder(columns: readonly TypedColumn[]): (row: Row) => TypedColumn | undefined {
  const readers = columns.map((column) => ({ column, read: valueReader(column.reading) }));
  return (row) =>
    readers.find(({ column, read }) => {
      const text = row[column.at] ?? null;
      if (text === null) return false;
      const inner = trimmed(text);
      return isMisfit(inner, read(inner));
    })?.column;
}

async function writeRejects(
  tools: ModuleTools,
  table: TextTable,
  columns: readonly TypedColumn[],
  path: string,
): Promise<Rejected> {
  const breaks = misfitFinder(columns);
  const found = table.sample.flatMap((row, index) => {
    const column = breaks(row);
    return column === undefined ? [] : [{ record: index + 1, column, row }];
  });
  const lines = await linesFor(
    tools,
    table,
    found.map(({ record }) => record),
  );
  const file = new RejectsFile(path, table);
  for (const { record, column, row } of found) {
    const value = (row[column.at] ?? "").slice(0, MOST_TEXT);
    const cells = row.map((text) => (text ?? "").slice(0, MOST_TEXT));
    const text = cells.join(table.reader.delimiter).slice(0, MOST_TEXT);
    await file.add({ column, line: lines(record), value, text });
  }
  return file.end();
}

/** The table in RFC 4180, each value as DuckDB reads it into its type. */
async function writeRows(
  rows: readonly Row[],
  output: readonly OutputColumn[],
  broken: readonly TypedColumn[],
  path: string,
): Promise<void> {
  const file = createWriteStream(path);
  const writers = output.map(({ reading }) =>
    reading.kind === "text" ? textField : fieldWriter(valueReader(reading)),
  );
  const breaks = misfitFinder(broken);
  let pending: string[] = [];
  for (const row of rows) {
    if (broken.length > 0 && breaks(row) !== undefined) continue;
    const fields = writers.map((write, at) => write(row[at] ?? null));
    // An empty line would be no record.
    pending.push(fields.length === 1 && fields[0] === "" ? '""' : fields.join(","));
    if (pending.length < 1000) continue;
    if (!file.write(`${pending.join("\n")}\n`)) await once(file, "drain");
    pending = [];
  }
  if (pending.length > 0) file.write(`${pending.join("\n")}\n`);
  file.end();
  await once(file, "close");
}

function textField(text: string | null): string {
  if (text === null) return "";
  return `"${text.replaceAll('"', '""')}"`;
}

function fieldWriter(read: (text: string) => ReadValue): (text: string | null) => string {
  return (text) => (text === null ? "" : (read(trimmed(text)).value ?? ""));
}

function selectSql(output: readonly OutputColumn[], path: string): string {
  const columns = output.map(({ reading }, at) => `${cell(at)}: ${quoteString(reading.type)}`);
  const names = output.map(({ plan }, at) => named(cell(at), plan.name));
  const options = [
    "auto_detect=false",
    "header=false",
    "delim=','",
    `quote='"'`,
    `escape='"'`,
    `columns={${columns.join(", ")}}`,
    `max_line_size=${32 * 1024 * 1024}`,
  ];
  return `SELECT ${names.join(", ")} FROM read_csv(${quoteString(path)}, ${options.join(", ")})`;
}
