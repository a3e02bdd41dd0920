import "server-only";
import { AppError } from "#lib/core/errors.ts";
import type { ChildError } from "#lib/engine/messages.ts";

const CRASHED =
  "The engine process that ran this query ended unexpectedly. The next query gets a new one; if this one does it again, narrow it.";
const MEMORY =
  "The query needs more memory than it may use. Narrow it: fewer rows, fewer columns, or an aggregate.";

/** What a child says went wrong, as the product's error. */
export function appErrorOf(error: ChildError): AppError {
  const extra = error.position === undefined ? {} : { position: error.position };
  switch (error.code) {
    case "internal":
      return new AppError("engine_crashed", CRASHED, { cause: new Error(error.message), retryAfter: 1 });
    case "interrupted":
      return new AppError("timeout", "The query was stopped.");
    case "disk_full":
      return new AppError("unavailable", error.message, { retryAfter: 60 });
    case "too_large":
      return new AppError("memory_limit", error.message);
    default:
      return new AppError(error.code, error.message, extra);
  }
}

const OUT_OF_MEMORY = /bad_alloc|out of memory|heap limit|allocation failed|Cannot allocate memory/i;

/** Why a child ended, from its last words and its signal. */
export function crashError(stderr: string, code: number | null, signal: NodeJS.Signals | null): AppError {
  if (OUT_OF_MEMORY.test(stderr)) return new AppError("memory_limit", MEMORY);
  if (signal === "SIGXCPU")
    return new AppError("timeout", "The query used up its processor time and was stopped.");
  const cause = new Error(`engine child ended with code ${code}, signal ${signal}: ${stderr.slice(-500)}`);
  return new AppError("engine_crashed", CRASHED, { cause, retryAfter: 1 });
}

export function timeoutError(timeoutMs: number): AppError {
  const seconds = Number((timeoutMs / 1000).toFixed(1));
  const advice = "Narrow it: fewer rows, a filter, or an aggregate.";
  return new AppError("timeout", `The query took longer than ${seconds} s and was stopped. ${advice}`);
}

export function startError(): AppError {
  return new AppError("engine_crashed", "No engine process could be started. Try again in a moment.", {
    retryAfter: 5,
  });
}
