import "server-only";
import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findBinaries } from "./binaries.ts";
import { createCluster, DATABASE, USER } from "./create-cluster.ts";
import { findPostmaster } from "./postmaster.ts";
import { chooseRunAs, type RunAs, runProgram } from "./run-as.ts";
import { stopServer } from "./stop.ts";

/** A free port may be taken between looking and listening, and the helpers of a killed server need a moment to go. */
const ATTEMPTS = 5;
const PAUSE_MS = 300;
const START_LIMIT_S = 60;
const LOG_LINES_SHOWN = 5;

/** Reached from this machine alone, by the password; statements and rows never reach the log. */
const SERVER_SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  password_encryption: "scram-sha-256",
  max_connections: 100,
  shared_buffers: "64MB",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  logging_collector: "on",
  log_filename: "server-%a.log",
  log_truncate_on_rotation: "on",
  log_rotation_age: "1d",
};

/**
 * Starts PostgreSQL on `DATA_DIR/postgres`, making the cluster at first, or takes over the server that a killed
 * run left there. It is not our child: it outlives `execve` and is stopped by `stopPostgres`. Returns its URL.
 */
export async function startPostgres(input: { dataDir: string; password: string }): Promise<string> {
  const folder = join(input.dataDir, "postgres");
  const { bin } = await findBinaries();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const runAs = await chooseRunAs({ program: join(bin, "postgres"), folder });
  const adopted = await adopt(folder, input.password);
  if (adopted !== null) return adopted;
  await createCluster({ bin, folder, runAs, password: input.password });
  const port = await start({ bin, folder, runAs });
  const url = urlOf(port, input.password);
  await proveAccess(url);
  return url;
}

async function adopt(folder: string, password: string): Promise<string | null> {
  const postmaster = await findPostmaster(folder);
  if (postmaster === null) return null;
  const url = urlOf(postmaster.port, password);
  try {
    await proveAccess(url);
    return url;
  } catch {
    // It does not answer, or not to our password: a fresh start tells why, if it fails as well.
    await stopServer(postmaster.pid, folder);
    await findPostmaster(folder);
    return null;
  }
}

async function start(input: { bin: string; folder: string; runAs: RunAs }): Promise<number> {
  let output = "";
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = await freePort();
    const settings = Object.entries({ ...SERVER_SETTINGS, port }).map(
      ([name, value]) => `-c ${name}=${value}`,
    );
    const command = [
      ...[join(input.bin, "pg_ctl"), "start", "--wait", `--timeout=${START_LIMIT_S}`, "--silent"],
      ...[`--pgdata=${input.folder}`, `--log=${join(input.folder, "start.log")}`],
      `--options=${settings.join(" ")}`,
    ];
    const result = await runProgram(input.runAs, command, "/");
    if (result.code === 0) return port;
    output = result.output;
    await sleep(PAUSE_MS * (attempt + 1));
    // Also removes the pid file of a server that was killed.
    await findPostmaster(input.folder);
  }
  throw new Error(
    `PostgreSQL did not start in ${input.folder}: ${output.trim()} ${await lastWords(input.folder)}`,
  );
}

/** What the server wrote before it gave up. */
async function lastWords(folder: string): Promise<string> {
  const today = new Date().toLocaleDateString("en", { weekday: "short", timeZone: "UTC" });
  const files = [join(folder, "start.log"), join(folder, "log", `server-${today}.log`)];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  return texts.flatMap((text) => text.trim().split("\n").slice(-LOG_LINES_SHOWN)).join(" | ");
}

/** Connects once, which proves that the server answers and takes the password. */
async function proveAccess(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  await client.end();
}

function urlOf(port: number, password: string): string {
  return `postgresql://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
