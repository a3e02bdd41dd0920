/**
 * The engine's child process: one job at a time over IPC, nothing on stdout. It runs under the limits that
 * its parent set (data size, CPU seconds, file size) and dies with its parent, in the middle of a query too.
 */
import { existsSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { FromChild, Job, OverTables, TableOnDisk, ToChild } from "#lib/engine/messages.ts";
import { type Database, openBareDatabase, openSessionDatabase } from "./database.ts";
import { EngineError } from "./engine-error.ts";
import { engineErrorOf } from "./errors.ts";
import { checkSql } from "./guard/check.ts";
import { checkExpression } from "./guard/check-expression.ts";
import { type ModuleJob, runModuleJob } from "./run-module-job.ts";
import { keepRowsJob, readQueryJob, runQueryJob } from "./run-query-job.ts";
import { openFor, runRowsJob, runTrustedJob } from "./run-trusted-job.ts";

interface Current {
  id: number;
  database: Database | undefined;
  interrupted: boolean;
  /** Tells a module's own code of the interrupt. */
  controller: AbortController;
}

/** A child that is started for somebody hears of the job before. */
const WAIT_MS = 50;

let current: Current | undefined;
/** The session database that stays open between queries, with the tables it was made for. */
let session: { key: string; database: Database } | undefined;

// DuckDB's threads do not stop when the event loop does: only a signal ends a busy child at once.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
// With a handler, a write beyond the file limit fails as an error of that write instead of ending the child.
process.on("SIGXFSZ", () => {});
process.on("message", (message: ToChild) => {
  if ("interrupt" in message) interrupt(message.id);
  else void answer(message.id, message.job);
});
offerToKernel();
send({ ready: true });
setTimeout(() => void readModules(process.argv.slice(2)), WAIT_MS).unref();

/** What it was told to expect, while nobody waits for it. */
async function readModules(paths: string[]): Promise<void> {
  for (const path of paths) {
    if (current !== undefined) return;
    // A module that cannot be read fails the job that asks for it, with its reason.
    await import(pathToFileURL(path).href).catch(() => undefined);
  }
}

/** Where memory runs out on the whole machine, Linux ends a query before the server or its database. */
function offerToKernel(): void {
  if (process.platform !== "linux") return;
  try {
    writeFileSync("/proc/self/oom_score_adj", "800");
  } catch {
    // Some sandboxes have no such file; the child's own limits hold in any case.
  }
}

function interrupt(id: number): void {
  if (current?.id !== id) return;
  current.interrupted = true;
  current.controller.abort(new EngineError("interrupted", "The work was stopped."));
  current.database?.connection.interrupt();
}

async function answer(id: number, job: Job): Promise<void> {
  current = { id, database: undefined, interrupted: false, controller: new AbortController() };
  send({ id, begun: true });
  try {
    const value = await run(id, job);
    send({ id, value, cpu_seconds: cpuSeconds() });
  } catch (error) {
    const { code, message, position } = engineErrorOf(error, undefined, pathsOf(job));
    send({
      id,
      error: { code, message, ...(position !== undefined && { position }) },
      cpu_seconds: cpuSeconds(),
    });
  } finally {
    current = undefined;
  }
}

async function run(id: number, job: Job): Promise<unknown> {
  if ("tables" in job) return runOverTables(job);
  if (job.kind === "module") return runModule(id, job);
  const isGuard = job.kind === "check" || job.kind === "expression";
  const database = isGuard ? await openBareDatabase(job.set_up) : await openFor(job);
  try {
    begin(database);
    if (job.kind === "check")
      return { tables: (await checkSql(database.connection, job.sql, job.table_names)).tables };
    if (job.kind === "expression")
      return { type: await checkExpression(database.connection, job.sql, job.columns) };
    if (job.kind === "rows") return await runRowsJob(database, job);
    return await runTrustedJob(database, job, (progress) => send({ id, progress }));
  } finally {
    database.close();
  }
}

async function runOverTables(job: Extract<Job, OverTables>): Promise<unknown> {
  const database = await sessionDatabase(job);
  begin(database);
  const query = { ...job, table_names: job.tables.map((table) => table.name), secrets: pathsOf(job) };
  if (query.kind === "keep") return keepRowsJob(database, query);
  return (query.kind === "query" ? runQueryJob : readQueryJob)(database, query);
}

function runModule(id: number, job: ModuleJob): Promise<unknown> {
  return runModuleJob(job, {
    signal: current?.controller.signal ?? AbortSignal.abort(),
    onDatabase: begin,
    report: (progress, rows) => send({ id, progress, ...(rows !== undefined && { rows }) }),
  });
}

/** An interrupt that came while the database was being opened counts too. */
function begin(database: Database): void {
  if (current === undefined) return;
  current.database = database;
  if (current.interrupted) throw new EngineError("interrupted", "The query was stopped.");
}

async function sessionDatabase(job: OverTables): Promise<Database> {
  const key = JSON.stringify([
    job.tables.map((table: TableOnDisk) => [table.name, table.parquet_path, existsSync(table.parquet_path)]),
    job.set_up,
  ]);
  if (session?.key === key) return session.database;
  session?.database.close();
  session = undefined;
  const database = await openSessionDatabase(job.set_up, job.tables);
  session = { key, database };
  return database;
}

/** The paths a job knows: no message shows them. */
function pathsOf(job: Job): string[] {
  const own = [job.set_up.directory];
  if ("tables" in job) return [...job.tables.map((table) => table.parquet_path), ...own];
  if (job.kind === "rows") return [job.parquet_path, ...own];
  if (job.kind === "trusted" || job.kind === "module") return [...job.read_paths, ...job.write_paths, ...own];
  return own;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

function send(message: FromChild): void {
  process.send?.(message);
}
