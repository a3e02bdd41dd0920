import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { addCorsHeaders, isPreflight, preflight } from "./cors.ts";

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://u:p@localhost/db");
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
});
afterEach(() => vi.unstubAllEnvs());

function corsOf(origin: string | null): Headers {
  const headers = new Headers();
  addCorsHeaders(headers, origin);
  return headers;
}
const asked = (origin: string) =>
  new Request("http://localhost/api/v1/sessions", {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "PATCH" },
  });

it("is off until origins are allowed", () => {
  expect([...corsOf("https://app.example")]).toEqual([]);
  expect([...preflight(asked("https://app.example")).headers]).toEqual([]);
});

it("lets an allowed origin in, without the browser's cookies, and no other", () => {
  vi.stubEnv("ALLOWED_ORIGINS", "https://app.example, http://localhost:5173");
  const allowed = corsOf("https://app.example");
  expect(allowed.get("access-control-allow-origin")).toBe("https://app.example");
  expect(allowed.get("access-control-expose-headers")).toMatch(/X-Request-Id.*Upload-Offset/);
  expect(allowed.has("access-control-allow-credentials")).toBe(false);
  for (const other of ["https://evil.example", "https://app.example.evil.example", "null", null]) {
    expect(corsOf(other).has("access-control-allow-origin")).toBe(false);
    expect(corsOf(other).get("vary")).toBe("Origin");
  }
});

it("answers a preflight with what may be sent", () => {
  vi.stubEnv("ALLOWED_ORIGINS", "https://app.example");
  const reply = preflight(asked("https://app.example"));
  expect(reply.status).toBe(204);
  expect(reply.headers.get("access-control-allow-methods")).toContain("PATCH");
  expect(reply.headers.get("access-control-allow-headers")).toMatch(/Authorization.*Content-Type/);
  expect(preflight(asked("https://evil.example")).headers.has("access-control-allow-methods")).toBe(false);
});

it("tells a preflight from the OPTIONS that tus asks", () => {
  expect(isPreflight(asked("https://app.example"))).toBe(true);
  expect(isPreflight(new Request("http://localhost/", { method: "OPTIONS" }))).toBe(false);
  expect(
    isPreflight(new Request("http://localhost/", { headers: { "access-control-request-method": "GET" } })),
  ).toBe(false);
});
