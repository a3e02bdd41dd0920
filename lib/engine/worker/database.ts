import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { SetUp, TableOnDisk } from "#lib/engine/messages.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";

/** A locked DuckDB of this child: what it may touch was fixed when it was opened. */
export interface Database {
  connection: DuckDBConnection;
  /** Tables of the session whose files cannot be read: gone, or broken. */
  unreadable: readonly string[];
  close(): void;
}

/** Where a query's Result goes before the server takes it: the one path it may write. */
export function outputSlot(setUp: SetUp): string {
  return join(setUp.directory, "out.parquet");
}

/**
 * The database of a session: views over its Parquet files in a catalog opened read-only, those files and the
 * output slot as the only paths, and a configuration that nothing can change any more. A table whose file
 * cannot be read is left out, so that the others can be queried.
 */
export async function openSessionDatabase(setUp: SetUp, tables: readonly TableOnDisk[]): Promise<Database> {
  const catalog = join(setUp.directory, "catalog.db");
  await rm(catalog, { force: true });
  const maker = await DuckDBInstance.create(catalog);
  const making = await maker.connect();
  const unreadable: string[] = [];
  try {
    for (const table of tables) if (!(await createView(making, table))) unreadable.push(table.name);
  } finally {
    making.closeSync();
    maker.closeSync();
  }
  const paths = [...tables.map((table) => table.parquet_path), outputSlot(setUp)];
  return { ...(await open(catalog, { access_mode: "READ_ONLY" }, setUp, paths)), unreadable };
}

const NOT_THE_FILE = /No space left|Out of Memory|Interrupt|bad_alloc|INTERNAL|Catalog Error/i;

/** False when the file cannot be read as Parquet. Its name and its path are data here, whatever they hold. */
async function createView(connection: DuckDBConnection, table: TableOnDisk): Promise<boolean> {
  const source = `read_parquet(${quoteString(table.parquet_path)})`;
  try {
    await connection.run(`CREATE VIEW ${quoteIdentifier(table.name)} AS FROM ${source}`);
    return true;
  } catch (error) {
    if (NOT_THE_FILE.test(String(error))) throw error;
    return false;
  }
}

/** A database for our own SQL over strangers' bytes: empty, in memory, with the exact paths of the job. */
export async function openTrustedDatabase(setUp: SetUp, paths: readonly string[]): Promise<Database> {
  return open(":memory:", {}, setUp, paths);
}

/** A database without any table or path: the guard alone. */
export async function openBareDatabase(setUp: SetUp): Promise<Database> {
  return open(":memory:", {}, setUp, []);
}

async function open(
  path: string,
  options: Record<string, string>,
  setUp: SetUp,
  paths: readonly string[],
): Promise<Database> {
  const instance = await DuckDBInstance.create(path, { ...options, threads: String(setUp.threads) });
  const connection = await instance.connect();
  for (const statement of lockDown(setUp, paths)) await connection.run(statement);
  return {
    connection,
    unreadable: [],
    close: () => {
      connection.interrupt();
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** In this order: the last statement makes every other one final. */
function lockDown(setUp: SetUp, paths: readonly string[]): string[] {
  return [
    `SET memory_limit = '${setUp.memory_mb}MiB'`,
    `SET temp_directory = ${quoteString(join(setUp.directory, "spill"))}`,
    `SET max_temp_directory_size = '${setUp.temp_mb}MiB'`,
    "SET TimeZone = 'UTC'",
    "SET errors_as_json = true",
    // DuckDB knows how far a query is only with its progress bar on; it is read, not printed.
    "SET enable_progress_bar = true",
    "SET enable_progress_bar_print = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET allow_persistent_secrets = false",
    // The output slot is one path with ever new contents: nothing of it may be remembered.
    "SET enable_external_file_cache = false",
    `SET allowed_paths = [${paths.map(quoteString).join(", ")}]`,
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ];
}
