import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteString } from "#lib/engine/quote.ts";
import type { NumberFacts } from "#lib/ingest/types/exact-number.ts";
import { type Feature, featuresOf } from "#lib/ingest/types/features.ts";
import { countOfValues, IDENTIFIER, type Measured, type TypedColumn } from "#lib/ingest/types/measured.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { isNullWordSql, misfitSql, valuesSql } from "./column-sql.ts";
import { fastFeatureSql, fastNumberSql } from "./fast-sql.ts";
import { exactDoubleSql, numberFactsSql } from "./number-sql.ts";
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
    const sql = `SELECT count(*), ${some.flatMap(aggregatesOf).join(", ")} FROM ${measuredSql(table, some)}`;
    const { rows } = await tools.sql(sql, (done) =>
      onProgress((start + done * some.length) / columns.length),
    );
    const [all = 0, ...counts] = (rows[0] ?? []).map((value) => Number(value ?? 0));
    for (const column of some) measured.push(measuredFrom(column, all, counts));
  }
  return measured;
}

/** `valuesSql` with the plain number `m` of every number, and whether a cell is a misfit. */
function measuredSql(table: TextTable, columns: readonly TypedColumn[]): string {
  const more = columns.flatMap((column) => {
    const { at, reading } = column;
    const number = `CASE WHEN f${at} IS NOT NULL THEN ${fastNumberSql(column)} ELSE n${at} END AS m${at}`;
    return [`${misfitSql(column)} AS b${at}`, ...(reading.kind === "number" ? [number] : [])];
  });
  return `(SELECT *, ${more.join(", ")} FROM ${valuesSql(readTextSql(table), columns)})`;
}

function aggregatesOf(column: TypedColumn): string[] {
  const { at, reading } = column;
  const number = reading.kind === "number";
  return [
    `count(*) - count(${cell(at)})`,
    `count(*) FILTER (b${at})`,
    number ? `count(*) FILTER (b${at} AND n${at} IS NOT NULL)` : "0",
    number ? `count(*) FILTER (b${at} AND regexp_matches(t${at}, '${IDENTIFIER}'))` : "0",
    `count(*) FILTER (x${at} IS NULL AND t${at} <> '' AND ${isNullWordSql(`t${at}`)})`,
    `count(*) FILTER (t${at} = '')`,
    `count(*) FILTER (x${at} IS NOT NULL AND t${at} <> ${cell(at)})`,
    ...(number ? numberFactsSql(`m${at}`, exactSql(column)) : []),
    ...featuresOf(reading).map((feature) => featureSql(column, feature)),
  ];
}

/** Whether the DOUBLE of a number gives its digits back: of a fast DOUBLE that is known. */
function exactSql({ at, reading }: TypedColumn): string {
  const exact = exactDoubleSql(`m${at}`);
  return reading.type === "DOUBLE"
    ? `(CASE WHEN f${at} IS NOT NULL THEN true ELSE ${exact} END)`
    : `(${exact})`;
}

function featureSql(column: TypedColumn, feature: Feature): string {
  const { at } = column;
  if (feature.pattern === null) return "0";
  const fast = fastFeatureSql(column, feature);
  const slow = `regexp_matches(t${at}, ${quoteString(`(?i)${feature.pattern}`)})`;
  const has = `CASE WHEN f${at} IS NOT NULL THEN ${fast ?? "false"} WHEN x${at} IS NOT NULL THEN ${slow} END`;
  return `count(*) FILTER (${has})`;
}

/** Takes the column's counts from the front of `counts`. */
function measuredFrom(column: TypedColumn, rows: number, counts: number[]): Measured {
  const [nulls = 0, misfits = 0, wider = 0, identifiers = 0, null_words = 0, blanks = 0, spaces = 0] =
    counts.splice(0, 7);
  const facts = column.reading.kind === "number" ? factsFrom(counts.splice(0, 6)) : null;
  const found = { column, rows, nulls, misfits, wider, identifiers, null_words, blanks, spaces, facts };
  const features = featuresOf(column.reading).map(({ pattern }) => {
    const [count = 0] = counts.splice(0, 1);
    return pattern === null ? countOfValues(found) : count;
  });
  return { ...found, features };
}

function factsFrom(counts: readonly number[]): NumberFacts {
  const [fractions = 0, beyond = 0, inexact = 0, whole_digits = 0, scale = 0, infinite = 0] = counts;
  return { fractions, beyond, inexact, whole_digits, scale, infinite };
}
