import type { DuckDBConnection, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { jsonOf } from "./types/json.ts";

export const MAX_ROWS = 10_000;
export const MAX_ROWS_BYTES = 8 * 1024 * 1024;

export interface RowsJson {
  /** The JSON of `Json[][]`. */
  rows_json: string;
  /** How many rows it holds. */
  count: number;
  /** Whether the cap on bytes ended it. */
  cut: boolean;
}

interface Caps {
  rows: number;
  bytes: number;
  onColumns?: (names: string[], types: string[]) => void;
  /** Gets the cells behind the declared columns, row by row. */
  onFurther?: (cells: DuckDBValue[]) => void;
}

/**
 * Streams the rows of `sql` into JSON by the declared types, until a cap is reached. Cell by cell, so that a
 * few huge values end the reading and not the process.
 */
export async function readRowsJson(
  connection: DuckDBConnection,
  sql: string,
  declared: readonly DuckDBType[] | undefined,
  caps: Caps,
): Promise<RowsJson> {
  const result = await connection.stream(sql);
  caps.onColumns?.(result.deduplicatedColumnNames(), result.columnTypes().map(typeName));
  const types = declared ?? result.columnTypes();
  const converters = types.map(jsonOf);
  const rows: string[] = [];
  let bytes = 2;
  for (
    let chunk = await result.fetchChunk();
    chunk !== null && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const vectors = converters.map((_, at) => chunk.getColumnVector(at));
    const count = caps.onFurther ? chunk.columnCount - vectors.length : 0;
    const further = Array.from({ length: count }, (_, at) => chunk.getColumnVector(vectors.length + at));
    for (let row = 0; row < chunk.rowCount; row++) {
      if (rows.length >= caps.rows) return joined(rows, false);
      const cells = converters.map((convert, at) => convert(vectors[at]?.getItem(row) ?? null));
      const text = JSON.stringify(cells);
      bytes += Buffer.byteLength(text) + 1;
      if (bytes > caps.bytes) return joined(rows, true);
      rows.push(text);
      caps.onFurther?.(further.map((vector) => vector.getItem(row)));
    }
  }
  return joined(rows, false);
}

function typeName(type: DuckDBType): string {
  return type.alias ?? type.toString();
}

function joined(rows: readonly string[], cut: boolean): RowsJson {
  return { rows_json: `[${rows.join(",")}]`, count: rows.length, cut };
}
