import "server-only";
import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { env } from "#lib/core/env.ts";
import { singleton } from "#lib/core/singleton.ts";

/** Carries the socket's address from Node's server to Next's handlers, which never see the socket. */
export const PEER_HEADER = "x-veritable-peer";
const FORWARDED = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
];

/** What the stamp says, or null for a request that has none of this process. */
export function readPeerStamp(value: string | null): string | null {
  const [key, address] = (value ?? "").split(" ");
  return key === stampKey() && address ? address : null;
}

/**
 * Writes the address of its socket into a request, and unless proxies are trusted takes away the `X-Forwarded-*`
 * headers that any client could invent (Next would believe them).
 */
export function stampPeer(request: Pick<IncomingMessage, "headers" | "socket">): void {
  if (env().trustProxy === 0) for (const name of FORWARDED) delete request.headers[name];
  request.headers[PEER_HEADER] = `${stampKey()} ${request.socket.remoteAddress ?? ""}`;
}

/** Known to this process alone, so that no client can write a stamp. */
function stampKey(): string {
  return singleton("peer-stamp-key", () => randomBytes(16).toString("hex"));
}
