import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/ids.ts";
import { closeEngine } from "#lib/engine/close-engine.ts";
import { runQuery } from "#lib/engine/run-query.ts";
import type { EngineTable, QueryOutcome } from "#lib/engine/schema.ts";

/** A session for tests of the engine: Parquet tables in a folder of its own, and queries over them. */
export interface EngineSession {
  id: string;
  folder: string;
  tables: EngineTable[];
  /** Writes the rows of `sql` as a table of the session, in this process: no engine is in it. */
  table(name: string, sql: string): Promise<string>;
  query(sql: string, options?: { signal?: AbortSignal }): Promise<QueryOutcome & { path: string }>;
  /** The error that a query ends in; fails when it does not. */
  failure(sql: string, options?: { signal?: AbortSignal }): Promise<AppError>;
  results(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function engineSession(): Promise<EngineSession> {
  const folder = await mkdtemp(join(tmpdir(), "veritable-engine-"));
  const id = newId();
  const tables: EngineTable[] = [];
  const query: EngineSession["query"] = async (sql, options = {}) => {
    const path = join(folder, `result-${newId()}.parquet`);
    const outcome = await runQuery({ session_id: id, tables, sql, output_path: path, ...options });
    return { ...outcome, path };
  };
  return {
    id,
    folder,
    tables,
    query,
    table: async (name, sql) => {
      const parquet_path = join(folder, `${name}.parquet`);
      await writeParquet(parquet_path, sql);
      tables.push({ name, parquet_path });
      return parquet_path;
    },
    failure: async (sql, options) => {
      const error = await query(sql, options).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error instanceof AppError) return error;
      throw new Error(`no AppError from: ${sql.slice(0, 200)}`, { cause: error });
    },
    results: async () => (await readdir(folder)).filter((name) => name.startsWith("result-")),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Runs `work` with other settings in the environment, in an engine started with them. */
export async function withEngineSettings<T>(
  settings: Record<string, string>,
  work: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(settings).map((name): [string, string | undefined] => [name, process.env[name]]);
  await closeEngine();
  Object.assign(process.env, settings);
  try {
    return await work();
  } finally {
    await closeEngine();
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

export async function writeParquet(path: string, sql: string, options = "COMPRESSION zstd"): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (${sql}) TO '${path}' (FORMAT parquet, ${options})`);
  connection.closeSync();
  instance.closeSync();
}
