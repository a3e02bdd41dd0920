import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { beforeAll, expect, it } from "vitest";
import { api, expectProblem, newSession, signUp } from "#e2e/support/api.ts";

let token: string;
beforeAll(async () => {
  token = await signUp();
});

it.each(["/sessions/%E0%A4%A", "/files/%", "/results/%zz/rows", "/plots/%00"])(
  "an id that is no id is a 404, broken escapes too: %s",
  async (path) => {
    expectProblem(await api("GET", path, { token }), 404, "not_found");
    expectProblem(await api("GET", path), 401, "unauthenticated");
  },
);

it.each(["", "/../../api", "/../v2/sessions", "/../healthx"])(
  "an address of the API that does not exist is a problem, not a page: /api/v1%s",
  async (path) => {
    expectProblem(await api("GET", path, { token }), 404, "not_found");
  },
);

it("a method that nobody serves is refused", async () => {
  const url = new URL("/api/v1/sessions", process.env.APP_URL);
  const status = await new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method: "TRACE" }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    });
    sent.on("error", reject).end();
  });
  expect(status).toBe(400);
});

it("a chart's spec that cannot be kept is refused", async () => {
  const id = await newSession(token);
  const { body } = await api("POST", `/sessions/${id}/query`, { token, json: { sql: "SELECT 1 AS n" } });
  const spec = { data: { name: "result" }, mark: "bar", encoding: { x: { field: "n", type: "nominal" } } };
  const draw = (vega_lite_spec: unknown) =>
    api("POST", `/sessions/${id}/plots`, { token, json: { title: "T", result_id: body.id, vega_lite_spec } });
  expect((await draw(spec)).status).toBe(201);
  expectProblem(await draw({ ...spec, title: "a\u0000b" }), 422, "invalid");
  expectProblem(await draw({ ...spec, title: "half \ud83d" }), 422, "invalid");
});

it("a body that nests without end is refused", async () => {
  const id = await newSession(token);
  const deep = `${'{"layer":['.repeat(10_000)}${"]}".repeat(10_000)}`;
  const reply = await fetch(`${process.env.APP_URL}/api/v1/sessions/${id}/plots`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: `{"title":"T","result_id":"${randomUUID()}","vega_lite_spec":${deep}}`,
  });
  expectProblem(
    { status: reply.status, headers: reply.headers, body: await reply.json() },
    400,
    "bad_request",
  );
});

it("a session of nothing is refused in words", async () => {
  const reply = await api("POST", "/sessions", { token, json: { title: "T" } });
  expectProblem(reply, 422, "invalid");
  expect(reply.body.detail).toContain('"upload_ids"');
  const missing = { upload_ids: [randomUUID()] };
  expectProblem(await api("POST", "/sessions", { token, json: missing }), 404, "not_found");
});
