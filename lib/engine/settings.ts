import "server-only";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { env } from "#lib/core/env.ts";
import type { ProcessLimits } from "./processes/limits.ts";

/** Spill files of one query together, and the largest file it may write (its stored Result), in MiB. */
const SPILL_MB = 4096;
const RESULT_MB = 2048;
/**
 * Private memory that the kernel allows beside DuckDB's own limit. It counts address space: thread stacks, the
 * heap of Node, and what the allocator keeps after freeing it (up to as much again as DuckDB had).
 */
const OVERHEAD_MB = 2048;
const RETAINED = 1.5;
const MOST_TRUSTED = 4;
const CPU_SECONDS = 7200;

export interface EngineSettings {
  /** Where children keep their catalogs and spill files: one folder each, gone when they are. */
  root: string;
  threads: number;
  memoryMb: number;
  spillMb: number;
  queryTimeoutMs: number;
  sessionWorkers: number;
  trustedWorkers: number;
  idleMs: number;
  sessionLimits: ProcessLimits;
  trustedLimits: ProcessLimits;
}

/** The engine's settings as the environment has them now. */
export function engineSettings(): EngineSettings {
  const { dataDir, engineMemoryMb, engineWorkers, queryTimeoutMs } = env();
  const threads = Math.max(1, Math.min(availableParallelism(), 8));
  const limits = {
    dataMb: Math.ceil(engineMemoryMb * RETAINED) + OVERHEAD_MB,
    cpuSeconds: CPU_SECONDS,
    fileMb: RESULT_MB,
  };
  return {
    root: join(dataDir, "engine"),
    threads,
    memoryMb: engineMemoryMb,
    spillMb: SPILL_MB,
    queryTimeoutMs,
    sessionWorkers: engineWorkers,
    trustedWorkers: Math.max(2, Math.min(threads, Math.ceil(engineWorkers / 2), MOST_TRUSTED)),
    idleMs: 60_000,
    sessionLimits: limits,
    // Loads write whole data sets.
    trustedLimits: { ...limits, fileMb: 64 * 1024 },
  };
}
