import { rm } from "node:fs/promises";
import { version } from "@duckdb/node-api";
import type { QueryValue, SetUp } from "#lib/engine/messages.ts";
import { type Database, outputSlot } from "./database.ts";
import { digestOfSums, hashedRowsSql, type RowSums, sumRows } from "./digest.ts";
import { EngineError } from "./engine-error.ts";
import { engineErrorOf } from "./errors.ts";
import { checkSql } from "./guard/check.ts";
import { hasHugeint, type PlannedColumn, planColumns, storeStatement, WRAP_PREFIX } from "./plan.ts";
import { MAX_ROWS, MAX_ROWS_BYTES, type RowsJson, readRowsJson } from "./read-rows-json.ts";

interface Query {
  sql: string;
  set_up: SetUp;
  table_names: readonly string[];
  /** Paths that no message may show. */
  secrets: readonly string[];
}

/** One query: guarded, run once into the output slot, and read back from there for display and digest. */
export async function runQueryJob({ connection, unreadable }: Database, query: Query): Promise<QueryValue> {
  const slot = outputSlot(query.set_up);
  const began = performance.now();
  await rm(slot, { force: true });
  try {
    const checked = await told(query, 0, () => checkSql(connection, query.sql, query.table_names));
    for (const table of checked.tables) if (unreadable.includes(table)) throw unreadableTable(table);
    const planned = await told(query, WRAP_PREFIX.length, () => planColumns(connection, checked.sql));
    await store(connection, query, checked.sql, planned);
    const duration_ms = performance.now() - began;
    const columns = planned.map((column) => ({ name: column.stored_name, type: column.type_name }));
    const { rows_json, count, sums } = await readBack(connection, slot, planned);
    const row_count = Number(sums.count);
    const engine = `duckdb ${version().replace(/^v/, "")}`;
    return {
      columns,
      rows_json,
      row_count,
      truncated: count < row_count,
      duration_ms,
      digest: digestOfSums(columns, sums),
      engine,
      tables: checked.tables,
    };
  } catch (error) {
    await rm(slot, { force: true });
    throw engineErrorOf(error, undefined, query.secrets);
  }
}

/** The first rows for display, and the sums over all. */
async function readBack(
  connection: Database["connection"],
  slot: string,
  planned: readonly PlannedColumn[],
): Promise<RowsJson & { sums: RowSums }> {
  const sums = { count: 0n, high: 0n, low: 0n };
  const read = await readRowsJson(
    connection,
    `${hashedRowsSql(slot, planned)} LIMIT ${MAX_ROWS}`,
    planned.map((column) => column.type),
    {
      rows: MAX_ROWS,
      bytes: MAX_ROWS_BYTES,
      onFurther: ([high, low]) => {
        sums.count += 1n;
        sums.high += BigInt(String(high));
        sums.low += BigInt(String(low));
      },
    },
  );
  const isWhole = !read.cut && read.count < MAX_ROWS;
  return { ...read, sums: isWhole ? sums : await sumRows(connection, slot, planned) };
}

function unreadableTable(table: string): EngineError {
  return new EngineError(
    "sql_error",
    `The data of the table "${table}" cannot be read any more. Load its file again; the other tables are not affected.`,
  );
}

async function store(
  connection: Database["connection"],
  query: Query,
  sql: string,
  planned: readonly PlannedColumn[],
): Promise<void> {
  const slot = outputSlot(query.set_up);
  const exact = storeStatement(sql, planned, slot, "DECIMAL(38,0)");
  try {
    await told(query, exact.prefixBytes, () => connection.run(exact.statement));
  } catch (error) {
    const overflow = error instanceof EngineError && /to DECIMAL\(38,\s?0\)/i.test(error.message);
    if (!overflow || !planned.some((column) => hasHugeint(column.type))) throw error;
    const wide = storeStatement(sql, planned, slot, "VARCHAR");
    await told(query, wide.prefixBytes, () => connection.run(wide.statement));
  }
}

/** Runs a step whose SQL has the person's at `prefixBytes`, so that places in errors are theirs. */
async function told<T>(query: Query, prefixBytes: number, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw engineErrorOf(error, { sql: query.sql, prefixBytes }, query.secrets);
  }
}
