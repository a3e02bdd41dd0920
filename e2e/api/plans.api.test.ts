import { beforeAll, describe, expect, it } from "vitest";
import { api, expectProblem, newSession, signUp } from "#e2e/support/api.ts";

let token: string;
let id: string;
beforeAll(async () => {
  token = await signUp();
  id = await newSession(token);
  const { files } = (await api("GET", `/sessions/${id}`, { token })).body;
  // What is missing is counted with the profile.
  expect((await api("GET", `/files/${files[0].id}/profile`, { token })).status).toBe(200);
});

const validate = (plan: unknown) => api("POST", `/sessions/${id}/plans/validate`, { token, json: { plan } });
const execute = (plan: unknown) => api("POST", `/sessions/${id}/plans/execute`, { token, json: { plan } });
const SUM = { operation: "sum", target_column: "amount", group_by: ["region"] };

it("a valid plan shows its SQL and runs nothing", async () => {
  const { status, body } = await validate(SUM);
  expect([status, body.valid, body.errors, body.warnings]).toEqual([200, true, [], []]);
  expect(body.sql).toContain('sum("amount") AS "value"');
});

it("executing gives the Result, its chart, a sentence and what was assumed", async () => {
  const { status, body } = await execute(SUM);
  expect(status).toBe(200);
  expect(body.result).toMatchObject({
    plan: SUM,
    row_count: 3,
    columns: [{ name: "region", type: "VARCHAR" }, { name: "value" }],
  });
  expect(body.result.rows).toEqual([
    ["South", 60],
    ["North", 30],
    ["West", null],
  ]);
  expect(body.plot).toMatchObject({
    result_id: body.result.id,
    vega_lite_spec: { data: { name: "result" }, mark: { type: "bar" } },
  });
  expect(body.text).toContain("South (60)");
  expect(body.assumptions).toEqual(["1 row without amount is left out."]);
  expect((await api("GET", `/results/${body.result.id}`, { token })).body).toEqual(body.result);
});

it("one figure has no chart", async () => {
  const { body } = await execute({ operation: "count" });
  expect([body.result.rows, body.plot, body.text]).toEqual([[[4]], null, "The number of rows is 4."]);
});

describe("a plan that cannot run", () => {
  const bad = {
    operation: "sum",
    target_column: "amuont",
    filters: [{ column: "region", operator: ">", value: 3 }],
  };
  it("is told by validate and refused by execute with the same errors", async () => {
    const { status, body } = await validate(bad);
    expect([status, body.valid, body.sql]).toEqual([200, false, undefined]);
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual([
      "filters.0.value",
      "target_column",
    ]);
    expect(body.errors[1].message).toContain('Did you mean "amount"?');
    const reply = await execute(bad);
    expectProblem(reply, 422, "invalid");
    expect(reply.body.errors).toEqual(body.errors);
  });

  it.each([[{}], [null], [[]], ["count"], [{ operation: 5 }], [{ operation: "count", table: "nope" }]])(
    "%j",
    async (plan) => {
      expect((await validate(plan)).body).toMatchObject({ valid: false });
      expectProblem(await execute(plan), 422, "invalid");
    },
  );

  it("a body without a plan is refused", async () => {
    expectProblem(await api("POST", `/sessions/${id}/plans/execute`, { token, json: {} }), 422, "invalid");
  });
});

it("the schema is JSON Schema with a branch for each operation", async () => {
  const { status, body } = await api("GET", "/schemas/plan.json");
  expect(status).toBe(200);
  expect(body.$schema).toContain("json-schema.org");
  expect(body.oneOf.length).toBeGreaterThan(20);
});

it("another person's session is no session", async () => {
  const stranger = await signUp();
  for (const verb of ["validate", "execute"]) {
    const path = `/sessions/${id}/plans/${verb}`;
    expectProblem(await api("POST", path, { token: stranger, json: { plan: SUM } }), 404, "not_found");
    expectProblem(await api("POST", path, { json: { plan: SUM } }), 401, "unauthenticated");
  }
});
