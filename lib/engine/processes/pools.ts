import "server-only";
import { readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#lib/core/errors.ts";
import { log } from "#lib/core/log.ts";
import { singleton } from "#lib/core/singleton.ts";
import { type EngineSettings, engineSettings } from "#lib/engine/settings.ts";
import { EnginePool } from "./pool.ts";

interface Pools {
  /** Strangers' SQL: a child a session. */
  sessions: EnginePool;
  /** Our own SQL over strangers' bytes that may take long: loads, profiles. */
  trusted: EnginePool;
  /** Our own SQL over stored Results that someone waits for: windows, exports, the guard alone. */
  reading: EnginePool;
}

const state = singleton<{ pools: Pools | undefined }>("engine-pools", () => ({ pools: undefined }));

/** The engine's pools, made at first use and again after `closePools`. */
export function pools(): Pools {
  state.pools ??= makePools(engineSettings());
  return state.pools;
}

/** The pools if anything has used them yet. */
export function openPools(): Pools | undefined {
  return state.pools;
}

/** Ends all children, and waits until they are gone. */
export async function closePools(): Promise<void> {
  const closing = state.pools;
  state.pools = undefined;
  const reason = new AppError("unavailable", "The server is shutting down; try again in a moment.", {
    retryAfter: 5,
  });
  await Promise.all([
    closing?.sessions.close(reason),
    closing?.trusted.close(reason),
    closing?.reading.close(reason),
  ]);
}

function makePools(settings: EngineSettings): Pools {
  void removeLeftOvers(settings.root);
  const { root, idleMs, sessionWorkers, trustedWorkers, sessionLimits, trustedLimits } = settings;
  return {
    sessions: new EnginePool({ root, name: "session", most: sessionWorkers, idleMs, limits: sessionLimits }),
    trusted: new EnginePool({ root, name: "trusted", most: trustedWorkers, idleMs, limits: trustedLimits }),
    reading: new EnginePool({ root, name: "reading", most: trustedWorkers, idleMs, limits: trustedLimits }),
  };
}

/** Folders of children whose server was killed: each begins with its server's process id. */
async function removeLeftOvers(root: string): Promise<void> {
  for (const name of namesIn(root)) {
    const owner = Number.parseInt(name, 10);
    if (Number.isNaN(owner) || owner === process.pid || isRunning(owner)) continue;
    await rm(join(root, name), { recursive: true, force: true }).catch((err: unknown) =>
      log.warn({ err }, "a left-over engine folder was not removed"),
    );
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as someone else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
