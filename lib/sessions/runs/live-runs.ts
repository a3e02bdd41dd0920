import "server-only";
import type { AppError } from "#lib/core/errors.ts";
import { singleton } from "#lib/core/singleton.ts";
import type { RunLog } from "./run-log.ts";

export type RunStatus = "complete" | "stopped" | "interrupted" | "failed";

/** How a run ended; `error` is what the person is told, or a fault of ours, when it failed. */
export interface RunEnd {
  status: RunStatus;
  error: AppError | Error | null;
}

/** Why a run is cut off, before it is done. */
export interface Cut {
  status: "stopped" | "interrupted" | "failed";
  sentence: string;
}

/** A run that this process drives. */
export interface LiveRun {
  run_id: string;
  session_id: string;
  log: RunLog;
  /** Takes plain data: Next bundles a class once a layer, and `instanceof` fails between them. */
  cutOff(cut: Cut): void;
  /** Resolves when the run is closed and stored; never rejects. */
  ended: Promise<RunEnd>;
}

/** The runs of this process, by id. */
export function liveRuns(): Map<string, LiveRun> {
  return singleton("live-runs", () => new Map<string, LiveRun>());
}

export const STOP: Cut = { status: "stopped", sentence: "You stopped this answer." };
export const LEAVING: Cut = {
  status: "interrupted",
  sentence: "The server went away while it was answering. What had been said is kept.",
};
