import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { checkRequest } from "./check-request.ts";
import { plausibleAnalyst } from "./default-scenario.ts";
import { eventsOf, messageOf, type StreamEvent } from "./events-of.ts";
import { invalid, type JsonObject, type MessagesRequest, type ServiceError } from "./protocol.ts";
import type { Scenario, ScriptedEvents, ScriptedMessage } from "./scenario.ts";

/** A request as it came in, for assertions and for the bench. Times are milliseconds since 1970, with fractions. */
export interface SeenRequest {
  at: number;
  headers: Record<string, string>;
  body: JsonObject;
  /** Null when it was refused before a scenario saw it. */
  request: MessagesRequest | null;
  status: number;
  /** Why it was refused. */
  refused: string | null;
  firstByteAt: number | null;
  firstTextAt: number | null;
  /** Set when the client went away before the reply was through. */
  abandonedAt: number | null;
}

export interface ClaudeStandIn {
  url: string;
  requests: SeenRequest[];
  /** From the next request on. */
  play(scenario: Scenario): void;
  close(): Promise<void>;
}

const PATH = "/v1/messages";
const REQUESTS_PATH = "/stand-in/requests";
const LARGEST = 32 * 1024 * 1024;

/** A server that speaks the Messages API to the letter, with replies from a scenario instead of a model. */
export async function startClaudeStandIn({
  port = 0,
  host = "127.0.0.1",
  scenario = plausibleAnalyst,
  apiKey,
}: {
  port?: number;
  host?: string;
  scenario?: Scenario;
  /** When set, any other key is refused. */
  apiKey?: string;
} = {}): Promise<ClaudeStandIn> {
  const state: State = { requests: [], seen: new Map(), play: scenario, apiKey };
  const server = createServer((req, res) => {
    answer(state, req, res).catch((error: unknown) =>
      res.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    requests: state.requests,
    play(next) {
      state.play = next;
      state.seen.clear();
    },
    close: () => closed(server),
  };
}

interface State {
  requests: SeenRequest[];
  seen: Map<string, number>;
  play: Scenario;
  apiKey: string | undefined;
}

async function answer(state: State, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = new URL(req.url ?? "/", "http://stand-in").pathname;
  if (path === REQUESTS_PATH) return json(res, 200, { requests: state.requests as unknown as JsonObject[] });
  const headers = Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [name, String(value)]),
  );
  const body = await bodyOf(req);
  const log: SeenRequest = {
    at: now(),
    headers,
    body: (typeof body === "object" ? body : {}) as JsonObject,
    request: null,
    status: 200,
    refused: null,
    firstByteAt: null,
    firstTextAt: null,
    abandonedAt: null,
  };
  state.requests.push(log);
  res.on("close", () => {
    if (!res.writableFinished) log.abandonedAt = now();
  });
  const early = checkEnvelope(path, req.method, headers, body, state.apiKey);
  if (early) return refuse(res, log, early);
  const checked = checkRequest(body);
  if ("error" in checked) return refuse(res, log, checked.error);
  log.request = checked.request;
  await reply(state, res, log, checked.request);
}

async function reply(
  state: State,
  res: ServerResponse,
  log: SeenRequest,
  request: MessagesRequest,
): Promise<void> {
  const key = JSON.stringify(request.messages);
  const seen = state.seen.get(key) ?? 0;
  state.seen.set(key, seen + 1);
  const scripted = state.play(request, seen);
  if ("wait_ms" in scripted && scripted.wait_ms) await sleep(scripted.wait_ms);
  if (scripted.kind === "error") {
    for (const [name, value] of Object.entries(scripted.headers ?? {})) res.setHeader(name, value);
    return refuse(res, log, scripted);
  }
  if (scripted.kind === "events") return streamRaw(res, log, scripted);
  if (request.stream) return streamMessage(res, log, scripted, request);
  log.firstByteAt = now();
  return json(res, 200, messageOf(scripted, request));
}

async function streamMessage(
  res: ServerResponse,
  log: SeenRequest,
  scripted: ScriptedMessage,
  request: MessagesRequest,
): Promise<void> {
  startStream(res, log);
  const { breaks, delay_ms = 0 } = scripted;
  let deltas = 0;
  for (const { data, isDelta } of eventsOf(scripted, request)) {
    if (res.destroyed) return;
    if (isDelta && breaks && deltas >= breaks.after) return breakOff(res, breaks);
    if (isDelta && delay_ms > 0) await sleep(delay_ms);
    if (isDelta) deltas += 1;
    send(res, log, data);
  }
  if (breaks) return breakOff(res, breaks);
  res.end();
}

function breakOff(res: ServerResponse, { how, error }: NonNullable<ScriptedMessage["breaks"]>): void {
  if (how === "end") {
    res.end();
  } else if (how === "error") {
    const data = { type: "error", error: error ?? { type: "overloaded_error", message: "Overloaded" } };
    res.end(`event: error\ndata: ${JSON.stringify(data)}\n\n`);
  } else {
    // What was written has to be on its way before the connection goes.
    setTimeout(() => res.destroy(), 20);
  }
}

async function streamRaw(res: ServerResponse, log: SeenRequest, script: ScriptedEvents): Promise<void> {
  startStream(res, log);
  for (const data of script.events) {
    send(res, log, data as StreamEvent["data"]);
    if (script.delay_ms) await sleep(script.delay_ms);
  }
  if (script.then === "destroy") setTimeout(() => res.destroy(), 20);
  else res.end();
}

function startStream(res: ServerResponse, log: SeenRequest): void {
  res.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    "request-id": `req_${Math.random().toString(36).slice(2)}`,
  });
  res.flushHeaders();
  log.firstByteAt = now();
}

function send(res: ServerResponse, log: SeenRequest, data: StreamEvent["data"]): void {
  const { delta } = data as { delta?: { type?: string } };
  if (log.firstTextAt === null && delta?.type === "text_delta") log.firstTextAt = now();
  res.write(`event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`);
}

function checkEnvelope(
  path: string,
  method: string | undefined,
  headers: Record<string, string>,
  body: unknown,
  apiKey: string | undefined,
): ServiceError | null {
  if (path !== PATH) return { status: 404, type: "not_found_error", message: "Not found" };
  if (method !== "POST") return { status: 405, type: "invalid_request_error", message: "Method Not Allowed" };
  const key = headers["x-api-key"] ?? headers.authorization?.replace(/^Bearer\s+/i, "");
  if (!key) return { status: 401, type: "authentication_error", message: "x-api-key header is required" };
  if (apiKey !== undefined && key !== apiKey) {
    return { status: 401, type: "authentication_error", message: "invalid x-api-key" };
  }
  if (!headers["anthropic-version"]) return invalid("anthropic-version: header is required");
  if (!headers["content-type"]?.includes("application/json"))
    return invalid("content-type: must be application/json");
  return body === undefined ? invalid("The request body is not valid JSON.") : null;
}

function refuse(res: ServerResponse, log: SeenRequest, { status, type, message }: ServiceError): void {
  log.status = status;
  log.refused = message;
  json(res, status, { type: "error", error: { type, message }, request_id: "req_stand_in" });
}

function json(res: ServerResponse, status: number, body: JsonObject): void {
  res.writeHead(status, { "content-type": "application/json" });
  res.end(JSON.stringify(body));
}

/** The parsed body; undefined when it is no JSON. */
async function bodyOf(req: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req) {
    size += part.length;
    if (size > LARGEST) return undefined;
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    return undefined;
  }
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

const now = () => performance.timeOrigin + performance.now();
