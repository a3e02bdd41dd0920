import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { AppError } from "#lib/core/errors.ts";
import { log } from "#lib/core/log.ts";
import type { Fault } from "./faults.ts";

const MAX_FAILURES = 6;
const BASE_MS = 1000;
const LONGEST_MS = 30_000;
/** A service that wants a longer wait than this gets no second try in this answer. */
const LONGEST_ASKED_MS = 90_000;

/** Waits between tries: each longer than the one before, as long as the service asks, and not for ever. */
export interface Patience {
  /** Says what is waited for, then waits. Throws `unavailable` when it is enough, and the signal's reason on a stop. */
  wait(fault: Fault & { kind: "busy" | "lost" }): AsyncGenerator<AgentEvent, void>;
  /** A reply came through: the next failure is a first one again. */
  reset(): void;
}

/** The patience of one answer. */
export function patience(signal: AbortSignal, baseMs = BASE_MS): Patience {
  let failures = 0;
  return {
    async *wait({ kind, retryAfterMs, cause }) {
      failures += 1;
      const delay = retryAfterMs ?? backOff(failures, baseMs);
      log.warn(
        { reason: reasonOf(cause), kind, failures, delay_ms: Math.round(delay) },
        "Claude did not answer",
      );
      if (failures >= MAX_FAILURES || delay > LONGEST_ASKED_MS) throw givenUp(kind, delay, cause);
      const seconds = Math.max(1, Math.ceil(delay / 1000));
      const what = kind === "busy" ? "Claude is busy" : "The connection to Claude was lost";
      yield { type: "status", message: `${what}, trying again in ${seconds} s` };
      await sleep(delay, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
    reset() {
      failures = 0;
    },
  };
}

/** 1, 2, 4 … times the base, up to a fifth more, so that many answers do not come back at the same moment. */
function backOff(failures: number, baseMs: number): number {
  return Math.min(LONGEST_MS, baseMs * 2 ** (failures - 1)) * (1 + Math.random() / 5);
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}`.slice(0, 200) : String(cause);
}

function givenUp(kind: "busy" | "lost", delayMs: number, cause: unknown): AppError {
  const sentence =
    kind === "busy"
      ? "Claude is too busy to answer now. Try again in a few minutes."
      : "Claude could not be reached. Check this server's connection, then try again.";
  return new AppError("unavailable", sentence, { cause, retryAfter: Math.ceil(delayMs / 1000) });
}
