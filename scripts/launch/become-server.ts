import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import type { Settings } from "#lib/core/env.ts";
import { launchVariables } from "#lib/core/launch.ts";
import { type PreparedData, release } from "./prepare-data.ts";

/** Longer than the idle time of usual proxies, which otherwise reuse a connection that was just closed. */
const KEEP_ALIVE_MS = 65_000;
/** Argon2, files and DNS share this pool; engines have their own in their processes. */
const THREADS = "8";
const HARD_EXIT_MS = 10_000;

interface Input {
  settings: Settings;
  data: PreparedData;
  root: string;
  dev: boolean;
  production: boolean;
}

/**
 * Replaces this process by the server, so that whoever kills the one kills the other. Next's development server
 * is a tree of processes that restarts its leaf: that one runs below us, and we clean up after it.
 */
export async function becomeServer(input: Input): Promise<void> {
  const standsAlone = !input.dev && process.execve !== undefined && process.platform !== "win32";
  const command = commandOf(input);
  const environment = environmentOf(input, standsAlone);
  if (standsAlone) process.execve?.(process.execPath, [process.execPath, ...command], environment);
  else await supervise(command, environment, input);
}

function commandOf({ settings, dev }: Input): string[] {
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const where = ["--hostname", settings.host, "--port", String(settings.port)];
  return dev
    ? [next, "dev", ...where]
    : [next, "start", ...where, "--keepAliveTimeout", String(KEEP_ALIVE_MS)];
}

function environmentOf(input: Input, standsAlone: boolean): NodeJS.ProcessEnv {
  const { settings, data, root, dev, production } = input;
  return {
    UV_THREADPOOL_SIZE: THREADS,
    ...process.env,
    ...launchVariables({ root, embedded: data.embedded, standsAlone, production }),
    ...(settings.publicUrl ? { NEXTAUTH_URL: settings.publicUrl } : { AUTH_TRUST_HOST: "1" }),
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: data.databaseUrl,
    AUTH_SECRET: data.authSecret,
    NEXTAUTH_SECRET: data.authSecret,
    DATA_DIR: settings.dataDir,
    // Ours close answers and the database first; Next's would wait for every open stream.
    NEXT_MANUAL_SIG_HANDLE: dev ? "" : "true",
    // How long Next's development server lets its child end in order; 100 ms by default.
    NEXT_EXIT_TIMEOUT_MS: "5000",
  };
}

async function supervise(command: string[], env: NodeJS.ProcessEnv, input: Input): Promise<void> {
  const child = spawn(process.execPath, command, { cwd: input.root, stdio: "inherit", env });
  const forward = (signal: NodeJS.Signals) => {
    child.kill(signal);
    setTimeout(() => child.kill("SIGKILL"), HARD_EXIT_MS).unref();
  };
  process.on("SIGTERM", forward);
  process.on("SIGHUP", forward);
  // A terminal sends Ctrl-C to the server as well; twice would mean "at once".
  process.on("SIGINT", (signal) => !process.stdin.isTTY && forward(signal));
  process.on("disconnect", () => forward("SIGTERM"));
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (status) => resolve(status ?? 0));
  });
  if (input.data.embedded) await release(input.settings.dataDir);
  process.exit(code);
}
