import "server-only";
import { env } from "#lib/core/env.ts";
import { AppError } from "#lib/core/errors.ts";

/**
 * Whether a request comes from a page of ours: its `Origin` names the public address or the host the browser
 * spoke to. A browser that sends no `Origin` may vouch by `Sec-Fetch-Site`, which pages cannot forge.
 * `hosts` are host names with ports, in lower case.
 */
export function isSameOrigin(headers: Headers, hosts: ReadonlySet<string>): boolean {
  const origin = headers.get("origin");
  if (origin === null) return headers.get("sec-fetch-site") === "same-origin";
  if (!URL.canParse(origin)) return false; // "null": a sandboxed or hidden origin
  const { protocol, host } = new URL(origin);
  return (protocol === "http:" || protocol === "https:") && hosts.has(host);
}

/** The hosts that are ours, as the browser knows them: the public address, and the one it spoke to. */
export function ownHosts(headers: Headers): Set<string> {
  const { publicUrl, trustProxy } = env();
  const forwarded = trustProxy > 0 ? headers.get("x-forwarded-host")?.split(",")[0] : undefined;
  const named = forwarded ?? headers.get("host");
  const hosts = new Set<string>();
  for (const url of [publicUrl, named && `http://${named.trim()}`, named && `https://${named.trim()}`]) {
    if (url && URL.canParse(url)) hosts.add(new URL(url).host);
  }
  return hosts;
}

/** Throws 403 for an unsafe request with a cookie that another site may have made the browser send. */
export function requireSameOrigin(request: Request): void {
  if (isSameOrigin(request.headers, ownHosts(request.headers))) return;
  throw new AppError("forbidden", "This request did not come from a page of this site, so it was refused.");
}
