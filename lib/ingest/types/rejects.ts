import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Reject } from "#lib/datasets/schema.ts";
import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteString } from "#lib/engine/quote.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { linesOfRecords } from "./record-lines.ts";
import { misfitSql, type TypedColumn, valuesSql } from "./sql/column-sql.ts";
import { cell, numberedSql } from "./sql/read-text.ts";

/** As the receipt holds them. */
const FIRST = 100;
const MOST_TEXT = 500;
const BATCH = 5000;

export interface Rejected {
  first: Reject[];
  rows: number;
}

/** Writes every row that has a misfit in one of the columns to `path`, as CSV; answers how many there are and the first. */
export async function writeRejects(
  tools: ModuleTools,
  table: TextTable,
  columns: readonly TypedColumn[],
  path: string,
): Promise<Rejected> {
  await tools.sql(`CREATE OR REPLACE TEMP TABLE rejected AS ${rejectedSql(table, columns)}`);
  const output = createWriteStream(path);
  const first: Reject[] = [];
  let [rows, after] = [0, 0];
  output.write("line,column,reason,text\n");
  for (;;) {
    const batch = await tools.sql(`FROM rejected WHERE record > ${after} ORDER BY record LIMIT ${BATCH}`);
    if (batch.rows.length === 0) break;
    const records = batch.rows.map(([record]) => Number(record));
    const lines = await linesFor(tools, table, records);
    for (const [record, at, value, text] of batch.rows) {
      const column = columns.find((each) => each.at === Number(at));
      const reject = rejectOf(table, column, lines(Number(record)), String(value ?? ""), String(text ?? ""));
      if (first.length < FIRST) first.push(reject);
      if (!output.write(csvLine(reject))) await once(output, "drain");
    }
    rows += batch.rows.length;
    after = records.at(-1) ?? after;
  }
  output.end();
  await once(output, "close");
  await tools.sql("DROP TABLE rejected");
  return { first, rows };
}

/** The first misfit of each row that has one: record, place, value, and the row's text. */
function rejectedSql(table: TextTable, columns: readonly TypedColumn[]): string {
  const places = columns.map((column) => `WHEN ${misfitSql(column)} THEN ${column.at}`).join(" ");
  const values = columns
    .map((column) => `WHEN ${misfitSql(column)} THEN left(${cell(column.at)}, ${MOST_TEXT})`)
    .join(" ");
  const cells = table.names.map((_, at) => `left(coalesce(${cell(at)}, ''), ${MOST_TEXT})`);
  const text = `left(concat_ws(${quoteString(table.reader.delimiter)}, ${cells.join(", ")}), ${MOST_TEXT})`;
  const any = columns.map(misfitSql).join(" OR ");
  return `SELECT record, CASE ${places} END AS place, CASE ${values} END AS value, ${text} AS text
    FROM ${valuesSql(`(${numberedSql(table)})`, columns)} WHERE ${any}`;
}

async function linesFor(
  tools: ModuleTools,
  table: TextTable,
  records: readonly number[],
): Promise<(record: number) => number | null> {
  if (table.line_of !== null) return table.line_of;
  const how = { reader: table.reader, columns: table.names.length, signal: tools.signal };
  const lines = await linesOfRecords(table.path, how, records);
  return (record) => lines.get(record) ?? null;
}

function rejectOf(
  table: TextTable,
  column: TypedColumn | undefined,
  line: number | null,
  value: string,
  text: string,
): Reject {
  const name = column === undefined ? null : (table.names[column.at] ?? null);
  const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value;
  return {
    line,
    column: name,
    reason: `"${shown}" is ${column === undefined ? "out of place" : (NOT[column.reading.type.split("(")[0] ?? ""] ?? "no such value")}`,
    text,
  };
}

const NOT: Readonly<Record<string, string>> = {
  BIGINT: "no whole number",
  DECIMAL: "no number of this column",
  DOUBLE: "no number",
  BOOLEAN: "neither true nor false",
  DATE: "no date",
  TIMESTAMP: "no date with a time",
  "TIMESTAMP WITH TIME ZONE": "no date with a time and a zone",
  TIME: "no time of day",
};

function csvLine({ line, column, reason, text }: Reject): string {
  const quoted = [column ?? "", reason, text].map((field) => `"${field.replaceAll('"', '""')}"`);
  return `${line ?? ""},${quoted.join(",")}\n`;
}

/** The first value of a column that a reading does not take, and its line. */
export async function firstMisfit(
  tools: ModuleTools,
  table: TextTable,
  column: TypedColumn,
): Promise<{ line: number | null; value: string } | null> {
  const { rows } = await tools.sql(
    `SELECT record, left(${cell(column.at)}, 80) FROM ${valuesSql(`(${numberedSql(table)})`, [column])}
     WHERE ${misfitSql(column)} ORDER BY record LIMIT 1`,
  );
  const [found] = rows;
  if (found === undefined) return null;
  const record = Number(found[0]);
  const lines = await linesFor(tools, table, [record]);
  return { line: lines(record), value: String(found[1] ?? "") };
}

export function notA(column: TypedColumn): string {
  return NOT[column.reading.type.split("(")[0] ?? ""] ?? "no such value";
}
