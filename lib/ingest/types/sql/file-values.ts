import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteString } from "#lib/engine/quote.ts";
import type { TypedColumn } from "#lib/ingest/types/measured.ts";
import { linesFor, MOST_TEXT, RejectsFile, withLines } from "#lib/ingest/types/rejects.ts";
import type { FoundMisfit, Rejected, TableValues } from "#lib/ingest/types/table-values.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { misfitSql, valueSql, valuesSql } from "./column-sql.ts";
import { measureColumns } from "./measure-columns.ts";
import { cell, copySql, filledTextSql, named, numberedSql } from "./read-text.ts";

const BATCH = 5000;

/** The values of a table that DuckDB reads from its file. */
export function fileValues(tools: ModuleTools, table: TextTable): TableValues {
  return {
    measure: (columns, onProgress) => measureColumns(tools, table, columns, onProgress),
    firstMisfits: (columns) => firstMisfits(tools, table, columns),
    writeRejects: (columns, path) => writeRejects(tools, table, columns, path),
    async writeTable(output, broken, path, onProgress) {
      const columns = output.flatMap(({ reading }, at) => (reading.kind === "text" ? [] : [{ at, reading }]));
      const outputs = output.map(({ plan, reading }, at) =>
        named(reading.kind === "text" ? cell(at) : valueSql({ at, reading }), plan.name),
      );
      const kept = broken.length === 0 ? "" : ` WHERE NOT (${broken.map(misfitSql).join(" OR ")})`;
      const select = `SELECT ${outputs.join(", ")} FROM ${valuesSql(filledTextSql(table), columns)}${kept}`;
      const { rows } = await tools.sql(copySql(select, path, output.length), onProgress);
      return Number(rows[0]?.[0] ?? 0);
    },
  };
}

async function writeRejects(
  tools: ModuleTools,
  table: TextTable,
  columns: readonly TypedColumn[],
  path: string,
): Promise<Rejected> {
  await tools.sql(`CREATE OR REPLACE TEMP TABLE rejected AS ${rejectedSql(table, columns)}`);
  const file = new RejectsFile(path, table);
  for (let after = 0; ; ) {
    const batch = await tools.sql(`FROM rejected WHERE record > ${after} ORDER BY record LIMIT ${BATCH}`);
    if (batch.rows.length === 0) break;
    const records = batch.rows.map(([record]) => Number(record));
    const lines = await linesFor(tools, table, records);
    for (const [record, at, value, text] of batch.rows) {
      const column = columns.find((each) => each.at === Number(at));
      if (column === undefined) continue;
      const line = lines(Number(record));
      await file.add({ column, line, value: String(value ?? ""), text: String(text ?? "") });
    }
    after = records.at(-1) ?? after;
  }
  await tools.sql("DROP TABLE rejected");
  return file.end();
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

/** Columns looked at in one pass: DuckDB's planning grows with the square of them. */
const AT_ONCE = 12;

async function firstMisfits(
  tools: ModuleTools,
  table: TextTable,
  columns: readonly TypedColumn[],
): Promise<(FoundMisfit | null)[]> {
  const found: ({ record: number; value: string } | null)[] = [];
  for (let start = 0; start < columns.length; start += AT_ONCE) {
    const some = columns.slice(start, start + AT_ONCE);
    const firsts = some.flatMap((column) => [
      `min(record) FILTER (${misfitSql(column)})`,
      `left(arg_min(${cell(column.at)}, record) FILTER (${misfitSql(column)}), 80)`,
    ]);
    const { rows } = await tools.sql(
      `SELECT ${firsts.join(", ")} FROM ${valuesSql(`(${numberedSql(table)})`, some)}`,
    );
    const values = rows[0] ?? [];
    for (const at of some.keys()) {
      const [record, value] = [values[2 * at] ?? null, values[2 * at + 1] ?? null];
      found.push(record === null ? null : { record: Number(record), value: String(value) });
    }
  }
  return withLines(tools, table, found);
}
