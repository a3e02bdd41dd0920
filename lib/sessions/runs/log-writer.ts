import "server-only";
import type { Logger } from "pino";
import { coalesceDeltas } from "./coalesce-deltas.ts";
import { type EventRow, eventRows, isGone } from "./event-rows.ts";
import { type EventSource, storeSoon } from "./event-store.ts";
import type { LogEntry } from "./ui-chunk.ts";

/** After a failed write, in milliseconds. */
const RETRY_MS = 500;

/** Writes a run's log to `run_events` behind it. */
export interface LogWriter {
  write(entries: readonly LogEntry[]): void;
  /** Ends the writing and hands over the rows that are not stored yet, for the transaction that closes the run. */
  drain(): Promise<EventRow[]>;
}

/**
 * `onGone` is called once when the run no longer exists (its session was deleted). After any other failure
 * the rows are kept for the next attempt: the database may come back before the run ends.
 */
export function logWriter(input: { run_id: string; log: Logger; onGone: () => void }): LogWriter {
  const { run_id, log, onGone } = input;
  let pending: LogEntry[] = [];
  /** Rows of an attempt that may or may not have been stored: they keep their numbers when tried again. */
  let attempted: EventRow[] = [];
  let next = 1;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  /** Settled while no attempt is going. */
  let attempt = Promise.resolve();
  let settle = () => {};

  function take(): EventRow[] {
    const fresh = eventRows(run_id, next, coalesceDeltas(pending));
    pending = [];
    next += fresh.length;
    attempted = [...attempted, ...fresh];
    return attempted;
  }

  const source: EventSource = {
    run_id,
    take() {
      if (closed) return [];
      attempt = new Promise((resolve) => {
        settle = resolve;
      });
      return take();
    },
    stored() {
      attempted = [];
      settle();
    },
    failed(err) {
      settle();
      if (closed) return;
      if (isGone(err)) {
        closed = true;
        onGone();
        return;
      }
      log.warn({ err, run_id }, "events of a run could not be written yet");
      retry = setTimeout(storeSoon, RETRY_MS, source);
    },
  };

  return {
    write(entries) {
      if (closed || entries.length === 0) return;
      pending.push(...entries);
      storeSoon(source);
    },
    async drain() {
      await attempt;
      clearTimeout(retry);
      closed = true;
      return take();
    },
  };
}
