import "server-only";
import { ZodError } from "zod";
import { AppError, type ErrorCode, STATUS_OF } from "#lib/core/errors.ts";
import { isDatabaseDown } from "#lib/http/database-down.ts";
import { invalidFrom } from "#lib/http/reply.ts";

const TITLE_OF: Record<ErrorCode, string> = {
  bad_request: "Bad request",
  unauthenticated: "Not signed in",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Conflict",
  too_large: "Too large",
  unsupported_type: "Type not supported",
  invalid: "Not valid",
  rate_limited: "Too many requests",
  unavailable: "Not available now",
  sql_refused: "SQL refused",
  sql_error: "SQL error",
  timeout: "Took too long",
  memory_limit: "Needs too much memory",
  engine_crashed: "The engine stopped",
};

/** Seconds after which a 503 or 429 that names no time may be tried again. */
const DEFAULT_RETRY_AFTER_S = 5;

/** What a thrown thing is to the caller, or null when it is a fault of ours. */
export function asAppError(thrown: unknown): AppError | null {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof ZodError) return invalidFrom(thrown, "The request is not valid.");
  if (isDatabaseDown(thrown)) {
    const sentence = "The database cannot be reached right now. Please try again in a moment.";
    return new AppError("unavailable", sentence, { cause: thrown });
  }
  return null;
}

/** An error as `application/problem+json` (RFC 9457), in the contract's shape. Null is our own fault: 500. */
export function problem(error: AppError | null, requestId: string): Response {
  const status = error ? STATUS_OF[error.code] : 500;
  const code = error?.code ?? "internal";
  const body = {
    type: `/problems/${code}`,
    title: error ? TITLE_OF[error.code] : "Something went wrong",
    status,
    detail:
      error?.message ?? "Something went wrong on our side. Try again; if it stays, report the request id.",
    code,
    request_id: requestId,
    errors: error?.errors,
    position: error?.position,
  };
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (status === 429 || status === 503) {
    headers.set("retry-after", String(Math.max(1, Math.ceil(error?.retryAfter ?? DEFAULT_RETRY_AFTER_S))));
  }
  if (status === 401) headers.set("www-authenticate", "Bearer");
  return new Response(JSON.stringify(body), { status, headers });
}
