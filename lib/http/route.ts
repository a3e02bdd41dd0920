import "server-only";
import type { Logger } from "pino";
import type { Context } from "#lib/core/context.ts";
import { AppError, STATUS_OF } from "#lib/core/errors.ts";
import { log } from "#lib/core/log.ts";
import { isDraining } from "#lib/db/instance.ts";
import { contextOf } from "#lib/http/context.ts";
import { addCorsHeaders } from "#lib/http/cors.ts";
import { asAppError, problem } from "#lib/http/problem.ts";
import { REQUEST_ID_HEADER, requestIdOf } from "#lib/http/request-id.ts";
import { addApiHeaders } from "#lib/http/security-headers.ts";

export { readJson } from "#lib/http/read-json.ts";
export { json, noContent, pageOf, parseOrInvalid } from "#lib/http/reply.ts";

interface Call<Name extends string, Value> {
  request: Request;
  /** The path's `[names]`; which ones, the route's folder says: `route<"id" | "token">(…)`. A `[...name]` is a `string[]`. */
  params: Record<Name, Value>;
  url: URL;
  requestId: string;
  log: Logger;
}
export type SignedInCall<Name extends string, Value = string> = Call<Name, Value> & { ctx: Context };
export type PublicCall<Name extends string, Value = string> = Call<Name, Value> & { ctx: null };

/** What Next calls: `params` is of the route's own type, which our callers name. */
export type NextRoute = (request: Request, next: { params: Promise<unknown> }) => Promise<Response>;

/**
 * A route for somebody signed in, by bearer token or by cookie. `export const GET = route(async ({ ctx, params }) => …)`.
 * What it throws becomes problem+json; every reply carries `X-Request-Id` and is logged in one line.
 */
export function route<Name extends string = "id", Value = string>(
  handler: (call: SignedInCall<Name, Value>) => Promise<Response>,
): NextRoute {
  return served<Name, Value>(async (call) =>
    handler({ ...call, ctx: await contextOf(call.request, call.requestId) }),
  );
}

/** The same for everybody: there is no account, and cookies are not looked at. */
export function publicRoute<Name extends string = "id", Value = string>(
  handler: (call: PublicCall<Name, Value>) => Promise<Response>,
): NextRoute {
  return served<Name, Value>((call) => handler({ ...call, ctx: null }));
}

function served<Name extends string, Value>(
  handler: (call: Call<Name, Value>) => Promise<Response>,
): NextRoute {
  return async (request, next) => {
    const started = performance.now();
    const requestId = requestIdOf(request.headers);
    const params = pathParams<Name, Value>(await next.params);
    const url = new URL(request.url);
    const requestLog = log.child({ request_id: requestId });
    const response = await answer(
      () => {
        if (isDraining()) throw draining();
        return handler({ request, params, url, requestId, log: requestLog });
      },
      { requestId, log: requestLog },
    );
    requestLog.info(
      {
        method: request.method,
        path: pathPattern(url.pathname, params),
        status: response.status,
        ms: Math.round(performance.now() - started),
      },
      "request",
    );
    return finished(response, request, requestId);
  };
}

/** Runs a handler; what it throws becomes a problem, and what is our fault is logged with its stack. */
async function answer(
  run: () => Promise<Response>,
  call: { requestId: string; log: Logger },
): Promise<Response> {
  try {
    return await run();
  } catch (thrown) {
    const error = asAppError(thrown);
    if (!error) call.log.error({ err: thrown }, "request failed");
    else if (STATUS_OF[error.code] >= 500) call.log.warn({ err: error }, "request refused");
    return problem(error, call.requestId);
  }
}

function draining(): AppError {
  return new AppError("unavailable", "The server is restarting. Please try again in a few seconds.", {
    retryAfter: 5,
  });
}

/** A copy with our headers: a handler's own response may have immutable ones. */
function finished(response: Response, request: Request, requestId: string): Response {
  const headers = new Headers(response.headers);
  headers.set(REQUEST_ID_HEADER, requestId);
  addApiHeaders(headers);
  addCorsHeaders(headers, request.headers.get("origin"));
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** The path with its values replaced by their names, so that neither ids nor share tokens reach the log. */
function pathPattern(pathname: string, params: Record<string, unknown>): string {
  const names = new Map(Object.entries(params).flatMap(([name, value]) => namesOf(name, value)));
  return pathname
    .split("/")
    .map((segment) => names.get(segment) ?? segment)
    .join("/");
}

function namesOf(name: string, value: unknown): [string, string][] {
  return [value].flat().flatMap((one) => (typeof one === "string" ? [[one, `:${name}`]] : []));
}

/** Next gives a value for each `[name]` folder of the route's path; the caller names those folders in `Name`. */
function pathParams<Name extends string, Value>(params: unknown): Record<Name, Value> {
  return (params ?? {}) as Record<Name, Value>;
}
