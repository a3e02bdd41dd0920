import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { AppError } from "#lib/core/errors.ts";
import { contentSecurityPolicy } from "#lib/http/content-security-policy.ts";
import { isPreflight, preflight } from "#lib/http/cors.ts";
import { PATH_HEADER } from "#lib/http/page-headers.ts";
import { problem } from "#lib/http/problem.ts";
import { REQUEST_ID_HEADER, requestIdOf } from "#lib/http/request-id.ts";
import { addPageHeaders } from "#lib/http/security-headers.ts";

/**
 * Pages get a nonce, their security headers and a request id; the API gets its CORS preflights answered. No other
 * request of the API comes by here: Next cuts the body of what it passes through a proxy at 10 MB.
 */
export function proxy(request: NextRequest): Response {
  const requestId = requestIdOf(request.headers);
  return request.nextUrl.pathname.startsWith("/api/")
    ? apiReply(request, requestId)
    : page(request, requestId);
}

function apiReply(request: NextRequest, requestId: string): Response {
  const response = isPreflight(request)
    ? preflight(request)
    : problem(
        new AppError("bad_request", "The header Access-Control-Request-Method belongs to OPTIONS requests."),
        requestId,
      );
  response.headers.set(REQUEST_ID_HEADER, requestId);
  return response;
}

function page(request: NextRequest, requestId: string): Response {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy({ nonce, isDev: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID_HEADER, requestId);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy); // Next reads the nonce from here for its own scripts.
  const response = NextResponse.next({ request: { headers } });
  addPageHeaders(response.headers, policy);
  response.headers.set(REQUEST_ID_HEADER, requestId);
  return response;
}

export const config = {
  matcher: [
    "/((?!api/|_next/static/|_next/image).*)",
    { source: "/api/v1/:path*", has: [{ type: "header", key: "access-control-request-method" }] },
  ],
};
