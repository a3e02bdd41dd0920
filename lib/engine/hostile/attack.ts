import type { ErrorCode } from "#lib/core/errors.ts";

/** What attacks aim at, prepared by the test that runs them. */
export interface Ground {
  /** Parquet file of the session's own table `sales`. */
  own: string;
  /** Parquet file of a table of another session, which is called `payroll`. */
  foreign: string;
  /** A text file beside them that must stay as it is. */
  victim: string;
  /** An empty folder that must stay empty. */
  bait: string;
  /** Address of a server on this machine that nobody may call. */
  url: string;
}

/** An error's code; `answered` where an engine that copes is as good. */
export type End = ErrorCode | "answered";

export interface Attack {
  sql: string;
  /** Errors it may end in; in several where the machine's pace decides. */
  ends: readonly End[];
}

export interface AttackClass {
  name: string;
  /** What an attack ends in that says nothing else. */
  ends: readonly End[];
  attacks: (ground: Ground) => readonly (string | Attack)[];
}
