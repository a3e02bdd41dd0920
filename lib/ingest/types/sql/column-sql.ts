import { quoteString } from "#lib/engine/quote.ts";
import type { TypedColumn } from "#lib/ingest/types/measured.ts";
import { NULL_WORDS, SPACES } from "#lib/ingest/types/words.ts";
import { booleanSql, castSql, fastTextSql, fastValueSql } from "./fast-sql.ts";
import { numberValueSql, plainNumberSql } from "./number-sql.ts";
import { cell } from "./read-text.ts";
import { isoFirstSql } from "./time-sql.ts";

/**
 * A table of all cells with, for each typed column, its value `f` where that is fast to see. Of the others: the
 * trimmed text `t`, the plain number `n` where it is one, and the value `x`, which is NULL for what does not fit.
 */
export function valuesSql(source: string, columns: readonly TypedColumn[]): string {
  const each = (name: string, make: (column: TypedColumn) => string | null) =>
    columns.flatMap((column) => {
      const sql = make(column);
      return sql === null ? [] : [`${sql} AS ${name}${column.at}`];
    });
  const stages = [
    each("w", fastTextSql),
    each("r", castSql),
    each("f", fastValueSql),
    each("t", ({ at }) => `CASE WHEN f${at} IS NULL THEN trim(${cell(at)}, ${quoteString(SPACES)}) END`),
    each("n", ({ at, reading }) =>
      reading.kind === "number" ? plainNumberSql(`t${at}`, reading, false) : null,
    ),
    each("x", slowValueSql),
  ];
  return stages.reduce(
    (inner, more) => (more.length === 0 ? inner : `(SELECT *, ${more.join(", ")} FROM ${inner})`),
    source,
  );
}

function slowValueSql({ at, reading }: TypedColumn): string {
  if (reading.kind === "number") return numberValueSql(`n${at}`, reading);
  return reading.kind === "boolean" ? booleanSql(`lower(t${at})`, reading) : isoFirstSql(`t${at}`, reading);
}

/** The column's value in `valuesSql`; NULL for none and for misfits. */
export function valueSql({ at }: TypedColumn): string {
  return `CASE WHEN f${at} IS NOT NULL THEN f${at} ELSE x${at} END`;
}

/** A list is one constant: of words to be compared with, DuckDB keeps a vector each. */
export function isNullWordSql(text: string): string {
  const words = NULL_WORDS.map(quoteString).join(", ");
  return `(strlen(${text}) <= 20 AND list_contains([${words}], lower(${text})))`;
}

/** Whether the column's value in `valuesSql` does not fit. */
export function misfitSql({ at }: TypedColumn): string {
  return `(t${at} IS NOT NULL AND x${at} IS NULL AND NOT ${isNullWordSql(`t${at}`)})`;
}
