import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBConnection,
  type DuckDBType,
  DuckDBTypeId,
  TIMESTAMP,
  VARCHAR,
} from "@duckdb/node-api";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import type { EngineColumn } from "#lib/engine/schema.ts";
import { STORED_PARQUET } from "#lib/engine/stored-parquet.ts";
import { isNested, typeName } from "./types/names.ts";
import { type HugeintStorage, storedForm } from "./types/storage.ts";

/** A column of a checked query: what it is called, in the Result and in the file, and what it holds. */
export interface PlannedColumn {
  /** As DuckDB names it, made unique. */
  stored_name: string;
  /** DuckDB's type name. */
  type_name: string;
  type: DuckDBType;
}

/** Binds the query without running it: its columns, in order. */
export async function planColumns(connection: DuckDBConnection, sql: string): Promise<PlannedColumn[]> {
  const prepared = await connection.prepare(wrapped(sql));
  const at = Array.from({ length: prepared.columnCount }, (_, index) => index);
  const types = at.map((index) => prepared.columnType(index));
  const names = uniqueNames(at.map((index) => prepared.columnName(index)));
  prepared.destroySync();
  const described = types.some(isNested) ? await describedTypes(connection, sql) : [];
  return types.map((type, index) => ({
    stored_name: names[index] ?? "",
    type_name: typeName(type, described[index]),
    type,
  }));
}

const SCALARS = new Map<string, DuckDBType>(
  [VARCHAR, BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP].map((type) => [type.toString(), type]),
);

/** The same of a statement of ours whose columns are known; null where one has a type that only binding tells. */
export function plannedOf(columns: readonly EngineColumn[]): PlannedColumn[] | null {
  const names = uniqueNames(columns.map(({ name }) => name));
  const planned = columns.flatMap(({ type: type_name }, at) => {
    const type = SCALARS.get(type_name);
    return type === undefined ? [] : [{ stored_name: names[at] ?? "", type_name, type }];
  });
  return planned.length === columns.length ? planned : null;
}

/** DuckDB's own names for the types, where only it knows how it writes them: the nested ones. */
async function describedTypes(connection: DuckDBConnection, sql: string): Promise<string[]> {
  const reader = await connection.runAndReadAll(`DESCRIBE ${wrapped(sql)}`);
  return reader.getRows().map((row) => String(row[1]));
}

/** A statement of ours around a person's SQL, which begins after so many bytes of UTF-8. */
export interface Around {
  statement: string;
  prefixBytes: number;
}

/** The statement that stores the Result. */
export function storeStatement(select: Around, path: string): Around {
  const prefix = "COPY (";
  const statement = `${prefix}${select.statement}) TO ${quoteString(path)} (${STORED_PARQUET}, USE_TMP_FILE false)`;
  return { statement, prefixBytes: select.prefixBytes + prefix.length };
}

/** The rows as they are stored: our projection around the checked SQL, in its order. */
export function storedRows(sql: string, columns: readonly PlannedColumn[], hugeint: HugeintStorage): Around {
  const aliases = columns.map((_, at) => `c${at}`);
  const projection = columns.map(
    (column, at) => `${storedForm(`c${at}`, column.type, hugeint)} AS ${quoteIdentifier(column.stored_name)}`,
  );
  const prefix = `SELECT ${projection.join(", ")} FROM (`;
  const statement = `${prefix}${sql}\n) AS result(${aliases.join(", ")})`;
  return { statement, prefixBytes: Buffer.byteLength(prefix) };
}

export const WRAP_PREFIX = "SELECT * FROM (";
function wrapped(sql: string): string {
  return `${WRAP_PREFIX}${sql}\n)`;
}

/** Whether the type holds a 128-bit integer that may be too large for DECIMAL. */
export function hasHugeint(type: DuckDBType): boolean {
  if (type.typeId === DuckDBTypeId.HUGEINT || type.typeId === DuckDBTypeId.UHUGEINT) return true;
  return type.toString().includes("HUGEINT");
}

/** Distinct without regard to case, as Parquet's readers want them: `a`, `a_1`; a missing name becomes `column_3`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, at) => {
    const base = name === "" ? `column_${at + 1}` : name;
    let unique = base;
    for (let n = 1; taken.has(unique.toLowerCase()); n++) unique = `${base}_${n}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
