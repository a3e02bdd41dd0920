import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { clientAddress } from "#lib/auth/client-address.ts";
import { stampRequests } from "./stamp-requests.ts";

const seen: IncomingMessage["headers"][] = [];
const urls: (string | undefined)[] = [];
const server = createServer((request, response) => {
  seen.push(request.headers);
  urls.push(request.url);
  response.end();
});

beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", "postgresql://u:p@localhost/db");
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  stampRequests();
  stampRequests();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  vi.unstubAllEnvs();
});

async function ask(headers: Record<string, string>) {
  const { port } = server.address() as AddressInfo;
  const reply = await fetch(`http://127.0.0.1:${port}/`, { headers });
  const received = Object.entries(seen.at(-1)!).map(([name, value]) => [name, String(value)]);
  return { reply, received: new Headers(Object.fromEntries(received)) };
}

it("gives every request the address of its socket, whatever it claims", async () => {
  const { received } = await ask({ "x-forwarded-for": "1.2.3.4", "x-veritable-peer": "x 1.2.3.4" });
  expect(clientAddress(received)).toBe("127.0.0.1");
  expect(received.has("x-forwarded-for")).toBe(false);
});

it("gives every reply the request's id, the caller's where it is sane", async () => {
  const [mine, odd] = [await ask({ "x-request-id": "trace-7" }), await ask({ "x-request-id": "a b" })];
  expect(mine.reply.headers.get("x-request-id")).toBe("trace-7");
  expect(odd.reply.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(odd.received.get("x-request-id")).toBe(odd.reply.headers.get("x-request-id"));
});

it("hands on a path with a broken escape as one that can be decoded", async () => {
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/files/%E0%A4?q=%`);
  expect(urls.at(-1)).toBe("/files/%25E0%25A4?q=%");
});
