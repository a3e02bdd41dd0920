import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Job } from "#lib/engine/messages.ts";
import type { EngineModule, ModuleTools } from "#lib/engine/module.ts";
import { parseRows } from "#lib/engine/parse-rows.ts";
import { type Database, openTrustedDatabase } from "./database.ts";
import { engineErrorOf } from "./errors.ts";
import { outcomeOf, watchProgress, writable } from "./run-trusted-job.ts";

export type ModuleJob = Extract<Job, { kind: "module" }>;

interface Surroundings {
  signal: AbortSignal;
  onDatabase: (database: Database) => void;
  report: (fraction: number, rows?: number) => void;
}

/** Runs one of our own modules with a fresh DuckDB and scratch files, both gone when it ends. */
export async function runModuleJob(job: ModuleJob, around: Surroundings): Promise<unknown> {
  const folder = join(job.set_up.directory, "scratch");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const scratch = Object.fromEntries(job.scratch.map((name) => [name, join(folder, name)]));
  const written = [...job.write_paths, ...Object.values(scratch)].flatMap(writable);
  const database = await openTrustedDatabase(job.set_up, [...job.read_paths, ...written]);
  try {
    around.onDatabase(database);
    return await (await runOf(job.module))(toolsFor(job, database, scratch, around), job.input);
  } finally {
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function toolsFor(
  job: ModuleJob,
  database: Database,
  scratch: Record<string, string>,
  around: Surroundings,
): ModuleTools {
  const { connection } = database;
  return {
    async sql(statement, onProgress) {
      around.signal.throwIfAborted();
      const watch = onProgress ? watchProgress(connection, 0, 1, onProgress) : undefined;
      try {
        const { columns, rows_json } = await outcomeOf(connection, statement);
        return { columns, rows: parseRows(rows_json) };
      } catch (error) {
        throw engineErrorOf(error, undefined, [...job.read_paths, ...job.write_paths, job.set_up.directory]);
      } finally {
        clearInterval(watch);
      }
    },
    report: around.report,
    signal: around.signal,
    scratch,
  };
}

async function runOf(path: string): Promise<EngineModule> {
  const loaded: { run?: unknown } = await import(pathToFileURL(path).href);
  if (!isModule(loaded.run)) throw new Error(`${path} exports no function "run"`);
  return loaded.run;
}

/** The path is ours, and so is the function behind it: its type is `EngineModule` by that contract. */
function isModule(value: unknown): value is EngineModule {
  return typeof value === "function";
}
