import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError, type ErrorCode, STATUS_OF } from "#lib/core/errors.ts";
import { json, noContent, pageOf, publicRoute, readJson } from "./route.ts";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent"; // What is thrown below is meant to be.
});
beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://u:p@localhost/db");
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
});
afterEach(() => vi.unstubAllEnvs());

const call = (handler: Parameters<typeof publicRoute>[0], init?: RequestInit, path = "/api/v1/x/1") =>
  publicRoute(handler)(new Request(`http://localhost:3000${path}`, init), {
    params: Promise.resolve({ id: "1" }),
  });
const thrown = (error: unknown) =>
  call(async () => {
    throw error;
  });

describe("a route", () => {
  it("gives the handler the path's values and the address", async () => {
    const reply = await call(
      async ({ params, url }) => json({ id: params.id, q: url.searchParams.get("q") }),
      {},
      "/?q=a",
    );
    expect(await reply.json()).toEqual({ id: "1", q: "a" });
    expect(reply.status).toBe(200);
  });

  it("carries a request id on every reply: the caller's where it is sane, else a new one", async () => {
    const idOf = async (id?: string) =>
      (await call(async () => noContent(), { headers: id ? { "x-request-id": id } : {} })).headers.get(
        "x-request-id",
      );
    expect(await idOf("trace-42:a.b_c")).toBe("trace-42:a.b_c");
    for (const odd of [undefined, "two words", "<script>", "x".repeat(129), "ünïcode"]) {
      expect(await idOf(odd)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
    }
  });

  it("keeps the handler's headers and status, adds ours, and lets bodies stream", async () => {
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("first"));
      },
    });
    const headers = { "content-type": "text/event-stream", "cache-control": "no-cache" };
    const reply = await call(async () => new Response(stream, { status: 201, headers }));
    expect(reply.status).toBe(201);
    expect(reply.headers.get("cache-control")).toBe("no-cache");
    expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
    expect(reply.headers.get("content-security-policy")).toContain("default-src 'none'");
    const reader = reply.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("first");
    await reader.cancel();
  });

  it("keeps replies out of caches unless they say otherwise", async () => {
    expect((await call(async () => json({}))).headers.get("cache-control")).toBe("no-store");
  });

  it("takes over immutable responses", async () => {
    const reply = await call(async () => Response.redirect("http://localhost:3000/elsewhere", 303));
    expect(reply.status).toBe(303);
    expect(reply.headers.get("location")).toBe("http://localhost:3000/elsewhere");
  });
});

describe("a problem", () => {
  it.each(Object.entries(STATUS_OF))("%s is a %i in the contract's shape", async (code, status) => {
    const reply = await thrown(new AppError(codeOf(code), "This went wrong; do that."));
    expect(reply.status).toBe(status);
    expect(reply.headers.get("content-type")).toBe("application/problem+json");
    const body = await reply.json();
    expect(body).toEqual({
      type: `/problems/${code}`,
      title: expect.stringMatching(/^[A-Z]/),
      status,
      detail: "This went wrong; do that.",
      code,
      request_id: reply.headers.get("x-request-id"),
    });
    expect(reply.headers.has("retry-after")).toBe(status === 429 || status === 503);
    expect(reply.headers.get("www-authenticate")).toBe(status === 401 ? "Bearer" : null);
  });

  it("carries the faulty fields, the position and when to come back", async () => {
    const errors = [{ path: "files.0.name", message: "must not be empty" }];
    expect(await (await thrown(new AppError("invalid", "No.", { errors }))).json()).toMatchObject({ errors });
    expect(await (await thrown(new AppError("sql_error", "No.", { position: 0 }))).json()).toMatchObject({
      position: 0,
    });
    const limited = await thrown(new AppError("rate_limited", "No.", { retryAfter: 12.3 }));
    expect(limited.headers.get("retry-after")).toBe("13");
  });

  it("of a schema names the paths", async () => {
    const reply = await thrown(z.object({ a: z.object({ b: z.int() }) }).safeParse({ a: { b: "x" } }).error);
    expect(reply.status).toBe(422);
    expect(await reply.json()).toMatchObject({ code: "invalid", errors: [{ path: "a.b" }] });
  });

  it.each([
    Object.assign(new Error("x"), { code: "P1001" }),
    Object.assign(new Error("x"), { name: "DriverAdapterError", cause: { kind: "DatabaseNotReachable" } }),
    Object.assign(new Error("connect"), { code: "ENOENT", syscall: "connect" }),
    new Error("query failed", { cause: Object.assign(new Error("terminating"), { code: "57P01" }) }),
    new AggregateError([Object.assign(new Error("x"), { code: "ECONNREFUSED", syscall: "connect" })]),
    new Error("Connection terminated unexpectedly"),
  ])("of a database that is away is a 503 that says when to come back", async (error) => {
    const reply = await thrown(error);
    expect(reply.status).toBe(503);
    expect(reply.headers.get("retry-after")).toBe("5");
    expect(await reply.json()).toMatchObject({ code: "unavailable" });
  });

  it.each([
    new Error("secret detail"),
    new TypeError("undefined is not a function"),
    "a string",
    undefined,
    { a: 1 },
  ])("of our own shows nothing of it", async (error) => {
    const reply = await thrown(error);
    expect(reply.status).toBe(500);
    const text = await reply.text();
    expect(JSON.parse(text)).toMatchObject({ code: "internal", status: 500 });
    expect(text).not.toMatch(/secret|undefined is|route\.test/);
  });

  it("is what a bad body or query becomes", async () => {
    const post = async (body: string) =>
      (
        await call(async ({ request }) => json(await readJson(request, z.object({ a: z.int() }))), {
          method: "POST",
          body,
          headers: { "content-type": "application/json" },
        })
      ).status;
    expect([await post("{"), await post("[]"), await post('{"a":1}')]).toEqual([400, 422, 200]);
    const list = async (query: string) =>
      (await call(async ({ url }) => json(pageOf(url)), {}, `/api/v1/x?${query}`)).status;
    expect(await Promise.all(["", "limit=0", "limit=201", "limit=x", "limit=200"].map(list))).toEqual([
      200, 422, 422, 422, 200,
    ]);
  });
});

/** Holds because the codes come from the table itself. */
function codeOf(code: string): ErrorCode {
  return code as ErrorCode;
}
