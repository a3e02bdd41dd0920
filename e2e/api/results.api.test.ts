import { beforeAll, expect, test } from "vitest";
import { api, call, expectProblem, newSession, signUp } from "#e2e/support/api.ts";
import { result } from "#lib/results/schema.ts";

let token: string;
let session_id: string;
beforeAll(async () => {
  token = await signUp();
  session_id = await newSession(token);
});

const query = async (sql: string) =>
  (await api("POST", `/sessions/${session_id}/query`, { token, json: { sql } })).body;

test("a Result has the contract's shape and reads back the same", async () => {
  const made = await query("SELECT region, sum(amount) AS total FROM sales GROUP BY region ORDER BY region");
  expect(result.strict().parse(made)).toMatchObject({
    rows: [
      ["North", 30],
      ["South", 60],
      ["West", null],
    ],
    row_count: 3,
    truncated: false,
    datasets: [{ table: "sales" }],
  });
  expect((await api("GET", `/results/${made.id}`, { token })).body).toEqual(made);
});

test("its rows come as JSON pages, as CSV and as Parquet", async () => {
  const { id, columns, rows, truncated } = await query("SELECT range AS n, 'x,y' AS t FROM range(1500)");
  expect([rows.length, truncated]).toEqual([200, true]);
  const page = await api("GET", `/results/${id}/rows?offset=1498&limit=5`, { token });
  expect(page.body).toEqual({
    columns,
    rows: [
      [1498, "x,y"],
      [1499, "x,y"],
    ],
    row_count: 1500,
  });
  expect((await api("GET", `/results/${id}/rows`, { token })).body.rows).toHaveLength(1000);

  const csv = await call("GET", `/results/${id}/rows?format=csv`, { token });
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(csv.headers.get("content-disposition")).toMatch(/attachment; filename="[\w-]+\.csv"/);
  const lines = (await csv.text()).trimEnd().split("\n");
  expect([lines.length, lines[0], lines[1500]]).toEqual([1501, "n,t", '1499,"x,y"']);
  const parquet = Buffer.from(
    await (await call("GET", `/results/${id}/rows?format=parquet`, { token })).arrayBuffer(),
  );
  expect([parquet.subarray(0, 4).toString(), parquet.subarray(-4).toString()]).toEqual(["PAR1", "PAR1"]);
});

test("what cannot be is refused", async () => {
  const { id } = await query("SELECT 1 AS one");
  for (const bad of ["format=xlsx", "format=pdf", "limit=10001", "limit=-1", "offset=x"]) {
    expectProblem(await api("GET", `/results/${id}/rows?${bad}`, { token }), 422, "invalid");
  }
});

test("another person, nobody and a malformed id see nothing", async () => {
  const { id } = await query("SELECT 1 AS one");
  const other = await signUp();
  for (const path of [`/results/${id}`, `/results/${id}/rows`, `/results/${id}/rows?format=csv`]) {
    expectProblem(await api("GET", path, { token: other }), 404, "not_found");
    expectProblem(await api("GET", path), 401, "unauthenticated");
  }
  expectProblem(await api("GET", "/results/nonsense", { token }), 404, "not_found");
  expectProblem(await api("GET", "/results/nonsense/rows", { token }), 404, "not_found");
});
