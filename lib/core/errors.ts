/**
 * The closed set of errors that reach a person. Each transport maps it once (REST: problem+json,
 * pages: a sentence, planners: a tool error). Anything else that is thrown is a fault of ours.
 */
export type ErrorCode =
  | "bad_request"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "unsupported_type"
  | "invalid"
  | "rate_limited"
  | "unavailable"
  | "sql_refused"
  | "sql_error"
  | "timeout"
  | "memory_limit"
  | "engine_crashed";

/** HTTP status of each code, as in the contract. */
export const STATUS_OF: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_type: 415,
  invalid: 422,
  rate_limited: 429,
  unavailable: 503,
  sql_refused: 422,
  sql_error: 422,
  timeout: 422,
  memory_limit: 422,
  engine_crashed: 503,
};

/** One faulty field: where (`files.0.name`; empty for the whole) and what. */
export interface FieldError {
  path: string;
  message: string;
}

interface Extra {
  /** Kept for the log, never shown. */
  cause?: unknown;
  errors?: FieldError[];
  /** Seconds, for `rate_limited` and `unavailable`. */
  retryAfter?: number;
  /** 0-based character offset in the SQL, for `sql_error`. */
  position?: number;
}

/** Next bundles this module several times, and what one copy throws (a worker pool on `globalThis`) another catches. */
const MARK = Symbol.for("veritable.app-error");

/** An error a person can act on: `message` is a whole sentence, safe to show. `instanceof` holds over all copies. */
export class AppError extends Error {
  readonly [MARK] = true;
  readonly code: ErrorCode;
  readonly errors: FieldError[] | undefined;
  readonly retryAfter: number | undefined;
  readonly position: number | undefined;

  constructor(code: ErrorCode, message: string, extra: Extra = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = "AppError";
    this.code = code;
    this.errors = extra.errors;
    this.retryAfter = extra.retryAfter;
    this.position = extra.position;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && MARK in value;
  }
}

/** The 404 that a missing thing and another person's thing share. */
export function notFound(what: string): AppError {
  return new AppError("not_found", `There is no such ${what}, or it is not yours.`);
}
