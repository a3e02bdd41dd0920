import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { settingNames } from "#lib/core/env.ts";
import { stopPostgres } from "#lib/db/embedded-postgres/stop.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

export interface Stopped {
  code: number | null;
  signal: NodeJS.Signals | null;
  ms: number;
}

export interface App {
  url: string;
  pid: number;
  dataDir: string;
  /** Signals the server and waits for its end. A data folder of `startApp`'s own making goes with it, but not after SIGKILL. */
  stop(signal?: NodeJS.Signals): Promise<Stopped>;
  /** Everything it printed. */
  logs(): string;
}

interface Options {
  /** Settings; those that are not given are unset, whatever `.env` or this process has. */
  env?: Record<string, string>;
  /** Kept when the app stops; without it the app has a temporary one. */
  dataDir?: string;
  port?: number;
}

/** Starts the built product as `npm start` does, and resolves when it is ready. Rejects with what it printed. */
export async function startApp({ env = {}, dataDir, port }: Options = {}): Promise<App> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), "veritable-app-")));
  const url = `http://127.0.0.1:${port ?? (await freePort())}`;
  const { child, logs } = launchApp({ ...env, DATA_DIR: folder, PORT: new URL(url).port });
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    const stopped = await stopChild(child, signal);
    if (dataDir === undefined && signal !== "SIGKILL") {
      await stopPostgres(folder);
      await rm(folder, { recursive: true, force: true });
    }
    return stopped;
  };
  try {
    await ready(child, logs);
  } catch (err) {
    await stop();
    throw err;
  }
  return { url, pid: child.pid ?? 0, dataDir: folder, stop, logs };
}

/** The launcher as a child process, with exactly these settings. */
export function launchApp(settings: Record<string, string>): { child: ChildProcess; logs: () => string } {
  const unset = Object.fromEntries(settingNames.map((name) => [name, ""]));
  // As the scripts of package.json start it: exec, so this child becomes the server.
  const child = spawn(process.execPath, ["--conditions=react-server", "scripts/start.ts"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...unset, NODE_OPTIONS: "", ...settings } as NodeJS.ProcessEnv,
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  return { child, logs: () => printed };
}

/** The end of a child; whatever does not end in time is killed. */
export async function stopChild(child: ChildProcess, signal: NodeJS.Signals): Promise<Stopped> {
  const started = performance.now();
  const ended = endOf(child);
  child.kill(signal);
  const killer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
  const end = await ended;
  clearTimeout(killer);
  return { ...end, ms: performance.now() - started };
}

export function endOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve({ code: child.exitCode, signal: child.signalCode });
  }
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
}

async function ready(child: ChildProcess, logs: () => string): Promise<void> {
  const end = Date.now() + READY_LIMIT_MS;
  while (!/^Veritable is ready: /m.test(logs())) {
    if (child.exitCode !== null) throw new Error(`the app ended with code ${child.exitCode}:\n${logs()}`);
    if (Date.now() > end) throw new Error(`the app was not ready in ${READY_LIMIT_MS} ms:\n${logs()}`);
    await sleep(25);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
