import "server-only";
import { env } from "#lib/core/env.ts";

const EXPOSED =
  "X-Request-Id, Retry-After, Content-Disposition, Location, Tus-Resumable, Tus-Version, Tus-Extension, Tus-Max-Size, Upload-Offset, Upload-Length, Upload-Metadata, Upload-Expires";
const ALLOWED_HEADERS =
  "Authorization, Content-Type, X-Request-Id, Tus-Resumable, Upload-Offset, Upload-Length, Upload-Metadata, Upload-Defer-Length, Upload-Concat, X-HTTP-Method-Override";
const ALLOWED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/** Whether pages of this origin may call the API. None may unless `ALLOWED_ORIGINS` says so. */
function isAllowed(origin: string): boolean {
  return env().allowedOrigins.includes(origin);
}

/**
 * Lets an allowed origin read a reply. Credentials are never allowed: another site's page signs in with a
 * token of its own, not with the browser's cookie.
 */
export function addCorsHeaders(headers: Headers, origin: string | null): void {
  if (env().allowedOrigins.length === 0) return;
  headers.append("vary", "Origin");
  if (origin === null || !isAllowed(origin)) return;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-expose-headers", EXPOSED);
  headers.set("cross-origin-resource-policy", "cross-origin");
}

/** The answer to a preflight; without the allowing headers when the origin is not allowed. */
export function preflight(request: Request): Response {
  const headers = new Headers();
  const origin = request.headers.get("origin");
  addCorsHeaders(headers, origin);
  if (headers.has("access-control-allow-origin")) {
    headers.set("access-control-allow-methods", ALLOWED_METHODS);
    headers.set("access-control-allow-headers", ALLOWED_HEADERS);
    headers.set("access-control-max-age", "7200");
  }
  return new Response(null, { status: 204, headers });
}

/** Whether a request is a browser's preflight, rather than a plain `OPTIONS` (tus asks its capabilities by one). */
export function isPreflight(request: Request): boolean {
  return request.method === "OPTIONS" && request.headers.has("access-control-request-method");
}
