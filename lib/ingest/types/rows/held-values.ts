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
import { rowsOfFile } from "./file-rows.ts";
import { CellMeasure, isMisfit } from "./measure-cells.ts";
import { type ReadValue, valueReader } from "./read-value.ts";

type Row = readonly (string | null)[];
/** Rows that are written in one piece. */
const AT_ONCE = 1000;

/** All rows of a table from its first, some at a time. */
type Rows = () => Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>;

/** The values of a table whose sample is all of it. What it writes goes through the scratch file `path`. */
export function heldValues(tools: ModuleTools, table: TextTable, path: string): TableValues {
  return rowValues(tools, table, { path, rows: () => [table.sample] });
}

/** The values of a table of many columns, read from its file: DuckDB would need too much memory for so many at once. */
export function streamedValues(tools: ModuleTools, table: TextTable, path: string): TableValues {
  return rowValues(tools, table, { path, rows: () => rowsOfFile(table, tools.signal) });
}

interface From {
  path: string;
  rows: Rows;
}

function rowValues(tools: ModuleTools, table: TextTable, { path, rows }: From): TableValues {
  return {
    async measure(columns) {
      const measures = columns.map((column) => new CellMeasure(column));
      if (columns.length > 0)
        for await (const some of rows())
          for (const measure of measures) {
            const { at } = measure.found.column;
            for (const row of some) measure.add(row[at] ?? null);
          }
      return measures.map(({ found }) => found);
    },
    async firstMisfits(columns) {
      return withLines(tools, table, await firstMisfits(rows, columns));
    },
    writeRejects: (columns, to) => writeRejects(tools, table, rows, columns, to),
    async writeTable(output, broken, to, onProgress) {
      await writeRows(rows, output, broken, path);
      const { rows: counts } = await tools.sql(
        copySql(selectSql(output, path), to, output.length),
        onProgress,
      );
      return Number(counts[0]?.[0] ?? 0);
    },
  };
}

type Misfit = { record: number; value: string } | null;

async function firstMisfits(rows: Rows, columns: readonly TypedColumn[]): Promise<Misfit[]> {
  const found: Misfit[] = columns.map(() => null);
  const open = new Map(
    columns.map((column, index) => [index, { at: column.at, breaks: misfitFinder([column]) }]),
  );
  let record = 0;
  if (columns.length > 0)
    for await (const some of rows()) {
      for (const [index, { at, breaks }] of open) {
        const first = some.findIndex((row) => breaks(row) !== undefined);
        if (first < 0) continue;
        found[index] = { record: record + first + 1, value: (some[first]?.[at] ?? "").slice(0, 80) };
        open.delete(index);
      }
      if (open.size === 0) break;
      record += some.length;
    }
  return found;
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
  rows: Rows,
  columns: readonly TypedColumn[],
  path: string,
): Promise<Rejected> {
  const breaks = misfitFinder(columns);
  const file = new RejectsFile(path, table);
  let before = 0;
  for await (const some of rows()) {
    const start = before;
    const found = some.flatMap((row, index) => {
      const column = breaks(row);
      return column === undefined ? [] : [{ record: start + index + 1, column, row }];
    });
    const lines = await linesFor(
      tools,
      table,
      found.map(({ record }) => record),
    );
    for (const { record, column, row } of found) {
      const value = (row[column.at] ?? "").slice(0, MOST_TEXT);
      const cells = row.map((text) => (text ?? "").slice(0, MOST_TEXT));
      const text = cells.join(table.reader.delimiter).slice(0, MOST_TEXT);
      await file.add({ column, line: lines(record), value, text });
    }
    before += some.length;
  }
  return file.end();
}

/** The table in RFC 4180, each value as DuckDB reads it into its type. */
async function writeRows(
  rows: Rows,
  output: readonly OutputColumn[],
  broken: readonly TypedColumn[],
  path: string,
): Promise<void> {
  const file = createWriteStream(path);
  const writers = output.map(({ reading }) =>
    reading.kind === "text" ? textField : fieldWriter(valueReader(reading)),
  );
  const breaks = misfitFinder(broken);
  const line = (row: Row) => {
    const fields = writers.map((write, at) => write(row[at] ?? null));
    // An empty line would be no record.
    return fields.length === 1 && fields[0] === "" ? '""' : fields.join(",");
  };
  for await (const some of rows()) {
    for (let from = 0; from < some.length; from += AT_ONCE) {
      const kept = some
        .slice(from, from + AT_ONCE)
        .filter((row) => broken.length === 0 || breaks(row) === undefined);
      const text = kept.map((row) => `${line(row)}\n`).join("");
      if (!file.write(text)) await once(file, "drain");
    }
  }
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
