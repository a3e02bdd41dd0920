import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { stampPeer } from "#lib/auth/peer-address.ts";
import { singleton } from "#lib/core/singleton.ts";
import { REQUEST_ID_HEADER, saneRequestId } from "./request-id.ts";
import { withWholeEscapes } from "./whole-escapes.ts";

interface Exchange {
  request: Pick<IncomingMessage, "headers" | "method" | "socket" | "url">;
  response: Pick<ServerResponse, "setHeader">;
}

/**
 * From now on every request to this process carries the address of its socket and a request id, and every reply
 * that id, Next's own (405, assets, redirects) too; a broken escape in a path (`%E0%A4`), which Next answers with
 * 500, is read as the text it is. Node tells of each request before Next sees it. Call it at start; again does
 * nothing.
 */
export function stampRequests(): void {
  singleton("stamp-requests", () => {
    subscribe("http.server.request.start", (message) => stampExchange(exchangeOf(message)));
    return true;
  });
}

export function stampExchange({ request, response }: Exchange): void {
  stampPeer(request);
  if (request.url !== undefined) request.url = withWholeEscapes(request.url);
  // The Fetch API knows no TRACE, so Next would fail on it; a method that it merely does not serve it refuses.
  if (request.method === "TRACE") request.method = "UNSUPPORTED";
  const id = saneRequestId(request.headers[REQUEST_ID_HEADER]);
  request.headers[REQUEST_ID_HEADER] = id;
  response.setHeader(REQUEST_ID_HEADER, id);
}

/** Holds because Node documents the channel's message to have both. */
function exchangeOf(message: unknown): Exchange {
  return message as Exchange;
}
