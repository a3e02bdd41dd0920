import { rm } from "node:fs/promises";
import { version } from "@duckdb/node-api";
import type { QueryValue, ReadValue, SetUp } from "#lib/engine/messages.ts";
import type { EngineColumn } from "#lib/engine/schema.ts";
import { type Database, outputSlot } from "./database.ts";
import { digestOfSums, hashedRowsSql, type RowSums, sumRows, withRow } from "./digest.ts";
import { EngineError } from "./engine-error.ts";
import { engineErrorOf } from "./errors.ts";
import { type CheckedSql, checkSql } from "./guard/check.ts";
import {
  type Around,
  hasHugeint,
  type PlannedColumn,
  planColumns,
  plannedOf,
  storedRows,
  storeStatement,
  WRAP_PREFIX,
} from "./plan.ts";
import { MAX_ROWS, MAX_ROWS_BYTES, type RowsJson, readRowsJson } from "./read-rows-json.ts";

interface Query {
  sql: string;
  set_up: SetUp;
  table_names: readonly string[];
  /** Paths that no message may show. */
  secrets: readonly string[];
}

/** One query: guarded, run once into the output slot, and read back from there for display and digest. */
export function runQueryJob(database: Database, query: Query): Promise<QueryValue> {
  return intoSlot(database, query, () => prepare(database, query));
}

/** Rows of our own: their statement has nothing to be guarded from, and reads no table. */
export function keepRowsJob(
  database: Database,
  query: Query & { columns: readonly EngineColumn[] },
): Promise<QueryValue> {
  return intoSlot(database, query, async () => {
    const planned = plannedOf(query.columns) ?? (await planColumns(database.connection, query.sql));
    return { sql: query.sql, tables: [], planned };
  });
}

async function intoSlot(
  database: Database,
  query: Query,
  preparing: () => Promise<Prepared>,
): Promise<QueryValue> {
  const slot = outputSlot(query.set_up);
  const began = performance.now();
  await rm(slot, { force: true });
  try {
    const checked = await preparing();
    await exactly(checked, (rows) => {
      const { statement, prefixBytes } = storeStatement(rows, slot);
      return told(query, prefixBytes, () => database.connection.run(statement));
    });
    const duration_ms = performance.now() - began;
    const { rows_json, count, sums } = await readBack(database.connection, slot, checked.planned);
    const value = answerOf(checked, { rows_json, count, total: Number(sums.count), duration_ms });
    return { ...value, digest: digestOfSums(value.columns, sums) };
  } catch (error) {
    await rm(slot, { force: true });
    throw engineErrorOf(error, undefined, query.secrets);
  }
}

/** One query: guarded, and its rows read as they come. */
export async function readQueryJob(database: Database, query: Query): Promise<ReadValue> {
  const began = performance.now();
  try {
    const checked = await prepare(database, query);
    const types = checked.planned.map((column) => column.type);
    const { rows_json, count, total } = await exactly(checked, ({ statement, prefixBytes }) =>
      told(query, prefixBytes, () =>
        readRowsJson(database.connection, statement, types, { ...CAPS, counts_all: true }),
      ),
    );
    const duration_ms = performance.now() - began;
    return answerOf(checked, { rows_json, count, total: total ?? count, duration_ms });
  } catch (error) {
    throw engineErrorOf(error, undefined, query.secrets);
  }
}

const CAPS = { rows: MAX_ROWS, bytes: MAX_ROWS_BYTES };

interface Prepared extends CheckedSql {
  planned: PlannedColumn[];
}

async function prepare({ connection, unreadable }: Database, query: Query): Promise<Prepared> {
  const checked = await told(query, 0, () => checkSql(connection, query.sql, query.table_names));
  for (const table of checked.tables) if (unreadable.includes(table)) throw unreadableTable(table);
  const planned = await told(query, WRAP_PREFIX.length, () => planColumns(connection, checked.sql));
  return { ...checked, planned };
}

interface Told {
  rows_json: string;
  count: number;
  total: number;
  duration_ms: number;
}

function answerOf({ planned, tables }: Prepared, { rows_json, count, total, duration_ms }: Told): ReadValue {
  return {
    columns: planned.map((column) => ({ name: column.stored_name, type: column.type_name })),
    rows_json,
    row_count: total,
    truncated: count < total,
    duration_ms,
    engine: `duckdb ${version().replace(/^v/, "")}`,
    tables,
  };
}

/** The first rows for display, and the sums over all. */
async function readBack(
  connection: Database["connection"],
  slot: string,
  planned: readonly PlannedColumn[],
): Promise<RowsJson & { sums: RowSums }> {
  let sums: RowSums = { count: 0n, high: 0n, low: 0n };
  const types = planned.map((column) => column.type);
  const read = await readRowsJson(connection, hashedRowsSql(slot, planned), types, {
    ...CAPS,
    onFurther: ([hash]) => {
      sums = withRow(sums, BigInt(String(hash)));
    },
  });
  return { ...read, sums: read.full === null ? sums : await sumRows(connection, slot, planned) };
}

function unreadableTable(table: string): EngineError {
  return new EngineError(
    "sql_error",
    `The data of the table "${table}" cannot be read any more. Load its file again; the other tables are not affected.`,
  );
}

/** Does something with the rows' statement; again with another form where integers are too long for the first. */
async function exactly<T>({ sql, planned }: Prepared, use: (rows: Around) => Promise<T>): Promise<T> {
  try {
    return await use(storedRows(sql, planned, "DECIMAL(38,0)"));
  } catch (error) {
    const overflow = error instanceof EngineError && /to DECIMAL\(38,\s?0\)/i.test(error.message);
    if (!overflow || !planned.some((column) => hasHugeint(column.type))) throw error;
    return use(storedRows(sql, planned, "VARCHAR"));
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
