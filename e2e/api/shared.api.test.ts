import { randomBytes } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { api, call, expectProblem, newSession, signUp } from "#e2e/support/api.ts";

let owner: string;
let visitor: string;
beforeAll(async () => {
  [owner, visitor] = [await signUp(), await signUp()];
});

async function sharedSession() {
  const id = await newSession(owner);
  const answer = await api("POST", `/sessions/${id}/messages`, {
    token: owner,
    json: { text: "What is the average amount by region?" },
    headers: { accept: "application/json" },
  });
  expect(answer.status).toBe(200);
  const share = await api("POST", `/sessions/${id}/share`, { token: owner });
  expect(share.status).toBe(201);
  return { id, answer: answer.body, ...(share.body as { token: string; url: string }) };
}

it("a shared session is read by anyone with the link, with the rows of its results", async () => {
  const { id, token, url, answer } = await sharedSession();
  expect(url).toBe(`${process.env.APP_URL}/s/${token}`);
  expect((await api("POST", `/sessions/${id}/share`, { token: owner })).body).toEqual({ token, url });
  expect((await api("GET", `/sessions/${id}`, { token: owner })).body.shared).toBe(true);

  const { status, body } = await api("GET", `/shared/${token}`);
  expect(status).toBe(200);
  expect(body.messages).toHaveLength(2);
  expect(body.files).toMatchObject([{ table: "sales" }]);
  expect(JSON.stringify(body)).not.toMatch(/cost_usd|input_tokens|workspace|@example/);

  const result = answer.results.at(-1);
  const rows = await api("GET", `/shared/${token}/results/${result.id}/rows`);
  expect(rows.body).toMatchObject({ rows: result.rows, row_count: result.row_count });
  const csv = await call("GET", `/shared/${token}/results/${result.id}/rows?format=csv`);
  expect(await csv.text()).toMatch(/North/);
});

it("a link opens its session's results and no other's", async () => {
  const { token } = await sharedSession();
  const other = await newSession(owner);
  const json = { sql: "SELECT 42 AS secret" };
  const result = await api("POST", `/sessions/${other}/query`, { token: owner, json });
  for (const id of [result.body.id, "nonsense"]) {
    expectProblem(await api("GET", `/shared/${token}/results/${id}/rows`), 404, "not_found");
  }
});

it("a revoked or unknown link opens nothing", async () => {
  const { id, token, answer } = await sharedSession();
  expect((await call("DELETE", `/sessions/${id}/share`, { token: owner })).status).toBe(204);
  expect((await call("DELETE", `/sessions/${id}/share`, { token: owner })).status).toBe(204);
  const result = answer.results[0].id;
  for (const link of [token, randomBytes(32).toString("base64url"), "x"]) {
    expectProblem(await api("GET", `/shared/${link}`), 404, "not_found");
    expectProblem(await api("GET", `/shared/${link}/results/${result}/rows`), 404, "not_found");
    expectProblem(await api("POST", `/shared/${link}/fork`, { token: visitor }), 404, "not_found");
  }
});

it("a fork is the visitor's, whole, and outlives the original", async () => {
  const { id, token } = await sharedSession();
  expectProblem(await api("POST", `/shared/${token}/fork`), 401, "unauthenticated");
  const fork = await api("POST", `/shared/${token}/fork`, { token: visitor });
  expect(fork.status).toBe(201);
  expect(fork.body.id).not.toBe(id);
  expect(fork.body.messages).toHaveLength(2);
  expect((await call("DELETE", `/sessions/${id}`, { token: owner })).status).toBe(204);
  expectProblem(await api("GET", `/shared/${token}`), 404, "not_found");

  const kept = await api("GET", `/sessions/${fork.body.id}`, { token: visitor });
  expect(kept.body).toEqual(fork.body);
  const part = kept.body.messages[1].parts.find((p: { type: string }) => p.type === "data-query-result");
  const rows = await api("GET", `/results/${part.data.result_id}/rows`, { token: visitor });
  expect(rows.body.rows).toEqual(part.data.rows);
  const plot = kept.body.messages[1].parts.find((p: { type: string }) => p.type === "data-plot");
  expect((await api("GET", `/plots/${plot.data.plot_id}`, { token: visitor })).status).toBe(200);
  const json = { sql: "SELECT sum(amount) AS total FROM sales" };
  const again = await api("POST", `/sessions/${fork.body.id}/query`, { token: visitor, json });
  expect(again.body.rows).toEqual([[90]]);
  expectProblem(await api("GET", `/sessions/${fork.body.id}`, { token: owner }), 404, "not_found");
});
