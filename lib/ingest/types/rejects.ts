import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import type { Reject } from "#lib/datasets/schema.ts";
import type { ModuleTools } from "#lib/engine/module.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import type { TypedColumn } from "./measured.ts";
import { linesOfRecords } from "./record-lines.ts";
import type { FoundMisfit, Rejected } from "./table-values.ts";

/** As the receipt holds them. */
const FIRST = 100;
/** Characters of a rejected row that are kept. */
export const MOST_TEXT = 500;

/** The CSV of rejects, and the first of them. */
export class RejectsFile {
  readonly #output: WriteStream;
  readonly #names: readonly string[];
  readonly #first: Reject[] = [];
  #rows = 0;

  constructor(path: string, { names }: Pick<TextTable, "names">) {
    this.#names = names;
    this.#output = createWriteStream(path);
    this.#output.write("line,column,reason,text\n");
  }

  /** A row with the value that made it one, both cut to `MOST_TEXT`. */
  async add(found: { column: TypedColumn; line: number | null; value: string; text: string }): Promise<void> {
    const { column, line, value, text } = found;
    const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value;
    const reason = `"${shown}" is ${notA(column)}`;
    const reject = { line, column: this.#names[column.at] ?? null, reason, text };
    if (this.#rows++ < FIRST) this.#first.push(reject);
    if (!this.#output.write(csvLine(reject))) await once(this.#output, "drain");
  }

  async end(): Promise<Rejected> {
    this.#output.end();
    await once(this.#output, "close");
    return { first: this.#first, rows: this.#rows };
  }
}

/** The lines of records (from 1, ascending) in the file as it was sent. */
export async function linesFor(
  tools: ModuleTools,
  table: TextTable,
  records: readonly number[],
): Promise<(record: number) => number | null> {
  if (table.line_of !== null) return table.line_of;
  if (records.length === 0) return () => null;
  const how = { reader: table.reader, columns: table.names.length, signal: tools.signal };
  const lines = await linesOfRecords(table.path, how, records);
  return (record) => lines.get(record) ?? null;
}

/** Puts lines to values that were found in records. */
export async function withLines(
  tools: ModuleTools,
  table: TextTable,
  found: readonly ({ record: number; value: string } | null)[],
): Promise<(FoundMisfit | null)[]> {
  const records = found.flatMap((each) => each?.record ?? []);
  const lines = await linesFor(
    tools,
    table,
    [...new Set(records)].toSorted((one, other) => one - other),
  );
  return found.map((each) => each && { line: lines(each.record), value: each.value });
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

export function notA({ reading }: TypedColumn): string {
  return NOT[reading.type.split("(")[0] ?? ""] ?? "no such value";
}

function csvLine({ line, column, reason, text }: Reject): string {
  const quoted = [column ?? "", reason, text].map((field) => `"${field.replaceAll('"', '""')}"`);
  return `${line ?? ""},${quoted.join(",")}\n`;
}
