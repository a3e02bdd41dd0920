import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { api, expectProblem, newSession, signUp } from "#e2e/support/api.ts";

const SPEC = {
  mark: "bar",
  data: { name: "result" },
  encoding: { x: { field: "region", type: "nominal" }, y: { field: "total", type: "quantitative" } },
};

let token: string;
let id: string;
let result_id: string;
beforeAll(async () => {
  token = await signUp();
  id = await newSession(token);
  const sql = "SELECT region, sum(amount) AS total FROM sales GROUP BY region ORDER BY region";
  result_id = (await api("POST", `/sessions/${id}/query`, { token, json: { sql } })).body.id;
});

const create = (json: unknown) => api("POST", `/sessions/${id}/plots`, { token, json });

it("a plot over a result of one's own is stored, listed and read", async () => {
  const { status, body } = await create({ title: "Total by region", result_id, vega_lite_spec: SPEC });
  expect(status).toBe(201);
  expect(body).toMatchObject({ request_id: null, title: "Total by region", result_id });
  expect(Object.keys(body).sort()).toEqual(["id", "request_id", "result_id", "title", "vega_lite_spec"]);
  expect((await api("GET", `/plots/${body.id}`, { token })).body).toEqual(body);
  const list = await api("GET", `/plots?session_id=${id}`, { token });
  expect(list.body.data).toContainEqual(body);
  expect((await api("GET", "/plots?limit=1", { token })).body.data).toHaveLength(1);
});

it.each([
  ["a url", { ...SPEC, data: { url: "https://example.com/x.csv" } }],
  ["rows of its own", { ...SPEC, data: { values: [{ region: "North", total: 1 }] } }],
  ["a transform", { ...SPEC, transform: [{ filter: "datum.total > 1" }] }],
  ["an aggregate", { ...SPEC, encoding: { ...SPEC.encoding, y: { aggregate: "sum", field: "total" } } }],
  ["a field that is no column", { ...SPEC, encoding: { ...SPEC.encoding, x: { field: "nope" } } }],
  ["a datum", { ...SPEC, encoding: { ...SPEC.encoding, y: { datum: 7 } } }],
  ["no spec", "bar"],
])("a chart with %s is refused", async (_, vega_lite_spec) => {
  const reply = await create({ title: "T", result_id, vega_lite_spec });
  expectProblem(reply, 422, "invalid");
  expect(reply.body.errors.length).toBeGreaterThan(0);
});

it("a plot is its owner's alone", async () => {
  const { body } = await create({ title: "Mine", result_id, vega_lite_spec: SPEC });
  const stranger = await signUp();
  for (const plot of [body.id, randomUUID(), "nonsense"]) {
    expectProblem(await api("GET", `/plots/${plot}`, { token: stranger }), 404, "not_found");
  }
  expectProblem(await api("GET", `/plots?session_id=${id}`, { token: stranger }), 404, "not_found");
  expect((await api("GET", "/plots", { token: stranger })).body.count).toBe(0);
  expectProblem(await api("GET", `/plots/${body.id}`), 401, "unauthenticated");
  expectProblem(await api("GET", "/plots"), 401, "unauthenticated");
});

it("another session's result cannot be drawn", async () => {
  const other = await newSession(token);
  const json = { title: "T", result_id, vega_lite_spec: SPEC };
  expectProblem(await api("POST", `/sessions/${other}/plots`, { token, json }), 404, "not_found");
});
