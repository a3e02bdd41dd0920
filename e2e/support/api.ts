import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createParser } from "eventsource-parser";
import { expect } from "vitest";

/** The product under test over HTTP, as programs call it. */
const baseUrl = (): string => process.env.APP_URL ?? "";

export interface Asked {
  token?: string | undefined;
  /** Another app than the one that all tests share. */
  app?: string;
  json?: unknown;
  /** A body as it stands, of the type that the headers say. */
  body?: string;
  form?: FormData;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** A raw reply. `path` begins behind `/api/v1`. */
export function call(method: string, path: string, asked: Asked = {}): Promise<Response> {
  const { token, app = baseUrl(), json, body, form, headers, signal } = asked;
  return fetch(`${app}/api/v1${path}`, {
    method,
    headers: {
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(body === undefined ? {} : { body }),
    ...(form && { body: form }),
    ...(signal && { signal }),
  });
}

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what an outside caller gets is not typed; the tests say what it must be
  body: any;
}

/** A reply with its JSON body (null when it has none). */
export async function api(method: string, path: string, asked: Asked = {}): Promise<Reply> {
  const reply = await call(method, path, asked);
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, body: text === "" ? null : JSON.parse(text) };
}

export const PASSWORD = "violet kayak 99";

/** A fresh account with its bearer token. */
export async function newAccount(app?: string): Promise<{ email: string; token: string; id: string }> {
  const email = `${randomUUID()}@example.com`;
  const json = { email, password: PASSWORD, name: "Ana" };
  const { status, body } = await api("POST", "/auth/register", { json, ...(app && { app }) });
  expect(status).toBe(201);
  return { email, token: body.token, id: body.user.id };
}

/** A fresh account's bearer token. */
export async function signUp(app?: string): Promise<string> {
  return (await newAccount(app)).token;
}

export const SALES = "region,amount\nNorth,10\nNorth,20\nSouth,60\nWest,\n";

export function csvForm(content = SALES, fields: Record<string, string> = {}, name = "sales.csv"): FormData {
  const form = new FormData();
  form.append("file", new File([content], name, { type: "text/csv" }));
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  return form;
}

/** A session on one small CSV file, loaded. */
export async function newSession(token: string, app?: string): Promise<string> {
  const at = app === undefined ? {} : { app };
  const { status, body } = await api("POST", "/uploads", { token, form: csvForm(), ...at });
  expect([status, body.detail]).toEqual([201, undefined]);
  const id: string = body.session_id;
  // On a busy machine a load may take longer than the upload waits for it.
  for (const end = Date.now() + 20_000; ; await sleep(100)) {
    const { files } = (await api("GET", `/sessions/${id}`, { token, ...at })).body;
    if (files[0].status === "ready") break;
    expect([files[0].status, Date.now() < end]).toEqual(["loading", true]);
  }
  return id;
}

/** Errors are problem+json of the contract's shape. */
export function expectProblem(reply: Reply, status: number, code: string): void {
  expect(reply.body).toMatchObject({ status, code, request_id: reply.headers.get("x-request-id") });
  expect(reply.status).toBe(status);
  expect(reply.headers.get("content-type")).toBe("application/problem+json");
  for (const field of ["type", "title", "detail"]) expect(reply.body[field]).toMatch(/\S/);
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export type Chunk = any;

/** The chunks of a UI message stream, as they come; throws unless `[DONE]` ends it. */
export async function* chunksOf(reply: Response): AsyncGenerator<Chunk> {
  const ready: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => ready.push(data) });
  const decoder = new TextDecoder();
  for await (const bytes of reply.body ?? []) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    for (const data of ready.splice(0)) {
      if (data === "[DONE]") return;
      yield JSON.parse(data);
    }
  }
  throw new Error("the stream ended without [DONE]");
}

export async function allChunks(reply: Response): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of chunksOf(reply)) chunks.push(chunk);
  return chunks;
}
