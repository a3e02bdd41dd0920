import { basename, dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Job, TrustedValue } from "#lib/engine/messages.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import { type Database, openTrustedDatabase } from "./database.ts";
import { EngineError } from "./engine-error.ts";
import { MAX_ROWS, MAX_ROWS_BYTES, readRowsJson } from "./read-rows-json.ts";

type Trusted = Extract<Job, { kind: "trusted" }>;
type Rows = Extract<Job, { kind: "rows" }>;

const PROGRESS_MS = 200;
/** The server holds a window in memory, several times over. */
const MAX_WINDOW_BYTES = 32 * 1024 * 1024;
const WINDOW_TOO_LARGE =
  "These rows are more than 32 MiB as JSON. Ask for fewer at once, or take them as CSV or Parquet.";

/** A file to be written, and what DuckDB's COPY writes beside it first when it is there already. */
export function writable(path: string): string[] {
  return [path, join(dirname(path), `tmp_${basename(path)}`)];
}

/** The database of a trusted job: fresh, and closed by the caller when the job ends. */
export function openFor(job: Trusted | Rows): Promise<Database> {
  if (job.kind === "rows") return openTrustedDatabase(job.set_up, [job.parquet_path]);
  return openTrustedDatabase(job.set_up, [...job.read_paths, ...job.write_paths.flatMap(writable)]);
}

/** Our own statements, in order; each gives its columns and its first rows. */
export async function runTrustedJob(
  { connection }: Database,
  job: Trusted,
  onProgress: (fraction: number) => void,
): Promise<TrustedValue> {
  const outcomes: TrustedValue = [];
  for (const [index, sql] of job.statements.entries()) {
    const watch = job.progress
      ? watchProgress(connection, index, job.statements.length, onProgress)
      : undefined;
    try {
      outcomes.push(await outcomeOf(connection, sql));
    } finally {
      clearInterval(watch);
    }
  }
  return outcomes;
}

export async function outcomeOf(connection: DuckDBConnection, sql: string): Promise<TrustedValue[number]> {
  const columns: { name: string; type: string }[] = [];
  const { rows_json } = await readRowsJson(connection, sql, undefined, {
    rows: MAX_ROWS,
    bytes: MAX_ROWS_BYTES,
    onColumns: (names, types) => columns.push(...names.map((name, at) => ({ name, type: types[at] ?? "" }))),
  });
  return { columns, rows_json };
}

/** How far the statements have come: each counts the same. */
export function watchProgress(
  connection: DuckDBConnection,
  index: number,
  count: number,
  onProgress: (fraction: number) => void,
): NodeJS.Timeout {
  return setInterval(() => {
    const { percentage } = connection.progress;
    const own = Math.min(1, Math.max(0, percentage / 100));
    onProgress((index + own) / count);
  }, PROGRESS_MS);
}

/** A window of a stored Result, by the types its query declared. */
export async function runRowsJob({ connection }: Database, job: Rows): Promise<{ rows_json: string }> {
  const nulls = job.columns.map(
    (column, at) => `CAST(NULL AS ${column.type}) AS ${quoteIdentifier(`c${at}`)}`,
  );
  const prepared = await connection.prepare(`SELECT ${nulls.join(", ")}`);
  const types = job.columns.map((_, at) => prepared.columnType(at));
  prepared.destroySync();
  const window = `LIMIT ${job.limit} OFFSET ${job.offset}`;
  const sql = `FROM read_parquet(${quoteString(job.parquet_path)}) ${window}`;
  const caps = { rows: job.limit, bytes: MAX_WINDOW_BYTES };
  const { rows_json, full } = await readRowsJson(connection, sql, types, caps);
  if (full === "bytes") throw new EngineError("too_large", WINDOW_TOO_LARGE);
  return { rows_json };
}
