import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteString } from "#lib/engine/quote.ts";
import type { NumberFacts } from "#lib/ingest/types/exact-number.ts";
import { featuresOf } from "#lib/ingest/types/features.ts";
import { IDENTIFIER, type Measured, type TypedColumn } from "#lib/ingest/types/measured.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { isNullWordSql, misfitSql, valuesSql } from "./column-sql.ts";
import { numberFactsSql } from "./number-sql.ts";
import { cell, readTextSql } from "./read-text.ts";

/** More columns than this are counted in several statements: DuckDB's planning grows with their square. */
const AT_ONCE = 12;

/** Looks at all values of the columns: one pass over the file for each dozen of them. */
export async function measureColumns(
  tools: ModuleTools,
  table: TextTable,
  columns: readonly TypedColumn[],
  onProgress: (fraction: number) => void,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (let start = 0; start < columns.length; start += AT_ONCE) {
    const some = columns.slice(start, start + AT_ONCE);
    const aggregates = some.flatMap(aggregatesOf);
    const sql = `SELECT count(*), ${aggregates.join(", ")} FROM ${valuesSql(readTextSql(table), some)}`;
    const { rows } = await tools.sql(sql, (done) =>
      onProgress((start + done * some.length) / columns.length),
    );
    const [all = 0, ...counts] = (rows[0] ?? []).map((value) => Number(value ?? 0));
    for (const column of some) measured.push(measuredFrom(column, all, counts));
  }
  return measured;
}

function aggregatesOf(column: TypedColumn): string[] {
  const { at, reading } = column;
  const [text, value] = [`t${at}`, `v${at}`];
  const number = reading.kind === "number";
  return [
    `count(*) FILTER (${misfitSql(column)})`,
    number ? `count(*) FILTER (${misfitSql(column)} AND n${at} IS NOT NULL)` : "0",
    number ? `count(*) FILTER (${misfitSql(column)} AND regexp_matches(${text}, '${IDENTIFIER}'))` : "0",
    `count(*) FILTER (${value} IS NULL AND ${text} <> '' AND ${isNullWordSql(text)})`,
    `count(*) FILTER (${text} = '')`,
    `count(*) FILTER (${value} IS NOT NULL AND ${text} <> ${cell(at)})`,
    ...(number ? numberFactsSql(`n${at}`) : []),
    ...featuresOf(reading).map(({ pattern }) =>
      pattern === null
        ? `count(${value})`
        : `count(*) FILTER (${value} IS NOT NULL AND regexp_matches(${text}, ${quoteString(`(?i)${pattern}`)}))`,
    ),
  ];
}

/** Takes the column's counts from the front of `counts`. */
function measuredFrom(column: TypedColumn, rows: number, counts: number[]): Measured {
  const [misfits = 0, wider = 0, identifiers = 0, null_words = 0, blanks = 0, spaces = 0] = counts.splice(
    0,
    6,
  );
  const facts = column.reading.kind === "number" ? factsFrom(counts.splice(0, 6)) : null;
  const features = counts.splice(0, featuresOf(column.reading).length);
  return { column, rows, misfits, wider, identifiers, null_words, blanks, spaces, facts, features };
}

function factsFrom(counts: readonly number[]): NumberFacts {
  const [fractions = 0, beyond = 0, inexact = 0, whole_digits = 0, scale = 0, infinite = 0] = counts;
  return { fractions, beyond, inexact, whole_digits, scale, infinite };
}
