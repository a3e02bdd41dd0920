import type { DuckDBConnection, DuckDBDataChunk, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { jsonOf } from "./types/json.ts";

export const MAX_ROWS = 10_000;
export const MAX_ROWS_BYTES = 8 * 1024 * 1024;

export interface RowsJson {
  /** The JSON of `Json[][]`. */
  rows_json: string;
  /** How many rows it holds. */
  count: number;
  /** Which cap ended it before the last row. */
  full: "rows" | "bytes" | null;
  /** How many rows there are; null where not all were counted. */
  total: number | null;
}

interface Caps {
  rows: number;
  bytes: number;
  onColumns?: (names: string[], types: string[]) => void;
  /** Gets the cells behind the declared columns, row by row. */
  onFurther?: (cells: DuckDBValue[]) => void;
  /** Rows beyond the caps are counted too. */
  counts_all?: boolean;
}

/**
 * Streams the rows of `sql` into JSON by the declared types, until a cap is reached. Cell by cell, so that a
 * few huge values end the reading and not the process. A LIMIT in `sql` would cost milliseconds of planning.
 */
export async function readRowsJson(
  connection: DuckDBConnection,
  sql: string,
  declared: readonly DuckDBType[] | undefined,
  caps: Caps,
): Promise<RowsJson> {
  const result = await connection.stream(sql);
  caps.onColumns?.(result.deduplicatedColumnNames(), result.columnTypes().map(typeName));
  const converters = (declared ?? result.columnTypes()).map(jsonOf);
  const rows: string[] = [];
  let [bytes, total] = [2, 0];
  let full: RowsJson["full"] = null;
  const take = (chunk: DuckDBDataChunk): RowsJson["full"] => {
    const vectors = Array.from({ length: chunk.columnCount }, (_, at) => chunk.getColumnVector(at));
    for (let row = 0; row < chunk.rowCount; row++) {
      if (rows.length >= caps.rows) return "rows";
      const cells = converters.map((convert, at) => convert(vectors[at]?.getItem(row) ?? null));
      const text = JSON.stringify(cells);
      bytes += Buffer.byteLength(text) + 1;
      if (bytes > caps.bytes) return "bytes";
      rows.push(text);
      caps.onFurther?.(vectors.slice(converters.length).map((vector) => vector.getItem(row)));
    }
    return null;
  };
  for (
    let chunk = await result.fetchChunk();
    chunk !== null && chunk.rowCount > 0 && (full === null || caps.counts_all);
    chunk = await result.fetchChunk()
  ) {
    total += chunk.rowCount;
    full ??= take(chunk);
  }
  return {
    rows_json: `[${rows.join(",")}]`,
    count: rows.length,
    full,
    total: full === null || caps.counts_all ? total : null,
  };
}

function typeName(type: DuckDBType): string {
  return type.alias ?? type.toString();
}
