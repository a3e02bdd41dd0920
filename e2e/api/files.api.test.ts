import { beforeAll, expect, test } from "vitest";
import { api, call, csvForm, expectProblem, newSession, SALES, signUp } from "#e2e/support/api.ts";
import { dataFile, tableProfile } from "#lib/datasets/schema.ts";

let token: string;
let session_id: string;
let file_id: string;
beforeAll(async () => {
  token = await signUp();
  session_id = await newSession(token);
  file_id = (await api("GET", `/sessions/${session_id}`, { token })).body.files[0].id;
});

const NO_ONE = "00000000-0000-4000-8000-000000000000";

test("a file has the contract's shape", async () => {
  const { status, body } = await api("GET", `/files/${file_id}`, { token });
  expect(status).toBe(200);
  expect(dataFile.strict().parse(body)).toMatchObject({
    session_id,
    filename: "sales.csv",
    source_part: null,
    table: "sales",
    byte_size: SALES.length,
    progress: 1,
    error: null,
    columns: [
      { name: "region", type: "VARCHAR", nullable: false },
      { name: "amount", type: "BIGINT", nullable: true },
    ],
    receipt: { row_count: 4, warnings: [] },
  });
  expect(body.preview[0]).toEqual({ region: "North", amount: 10 });
  expect(body.created_at).toMatch(/Z$/);
});

test("its profile and rows can be read", async () => {
  const profile = await api("GET", `/files/${file_id}/profile`, { token });
  expect(tableProfile.parse(profile.body).columns[1]).toMatchObject({
    nulls: 1,
    min: 10,
    max: 60,
    mean: 30,
    distinct: 3,
  });
  const rows = await api("GET", `/files/${file_id}/rows?offset=2&limit=2`, { token });
  expect(rows.body).toMatchObject({
    row_count: 4,
    rows: [
      ["South", 60],
      ["West", null],
    ],
  });
  expectProblem(await api("GET", `/files/${file_id}/rows?limit=99999`, { token }), 422, "invalid");
});

test("its rows come sorted and filtered, with the number that match", async () => {
  const rows = (query: Record<string, string>) =>
    api("GET", `/files/${file_id}/rows?${new URLSearchParams(query)}`, { token });
  const filters = (value: unknown) => JSON.stringify(value);
  expect((await rows({ sort: "amount:desc", limit: "2" })).body).toMatchObject({
    row_count: 4,
    rows: [
      ["South", 60],
      ["North", 20],
    ],
  });
  expect((await rows({ sort: "amount:desc", offset: "3" })).body.rows).toEqual([["West", null]]);
  const some = filters([
    { column: "region", operator: "contains", value: "o" },
    { column: "amount", operator: "between", value: [10, 20] },
  ]);
  expect((await rows({ filters: some, sort: "amount:desc" })).body).toMatchObject({
    columns: [{ name: "region" }, { name: "amount" }],
    row_count: 2,
    rows: [
      ["North", 20],
      ["North", 10],
    ],
  });
  const missing = filters([{ column: "amount", operator: "is_null" }]);
  expect((await rows({ filters: missing })).body.rows).toEqual([["West", null]]);
  for (const [query, path] of [
    [{ sort: "nothing:asc" }, "sort"],
    [{ sort: "amount" }, "sort"],
    [{ filters: "[" }, "filters"],
    [{ filters: filters([{ column: "amount", operator: "~" }]) }, "filters.0.operator"],
    [{ filters: filters([{ column: 'x" OR 1=1', operator: "is_null" }]) }, "filters.0.column"],
    [{ filters: filters([{ column: "amount", operator: ">", value: "1 OR 1=1" }]) }, "filters.0.value"],
  ] as const) {
    const reply = await rows(query);
    expectProblem(reply, 422, "invalid");
    expect(reply.body.errors[0].path).toBe(path);
  }
});

test("all files are listed over all sessions, page by page", async () => {
  const owner = await signUp();
  for (const name of ["a.csv", "b.csv", "c.csv"])
    await api("POST", "/uploads", { token: owner, form: csvForm(SALES, {}, name) });
  const first = (await api("GET", "/files?limit=2", { token: owner })).body;
  expect([first.count, first.data.map((file: { table: string }) => file.table)]).toEqual([3, ["c", "b"]]);
  const second = (await api("GET", `/files?limit=2&cursor=${first.next_cursor}`, { token: owner })).body;
  expect([second.data.length, second.next_cursor]).toEqual([1, null]);
  expectProblem(await api("GET", "/files?limit=0", { token: owner }), 422, "invalid");
  expectProblem(await api("GET", "/files?cursor=x", { token: owner }), 422, "invalid");
});

test("another person, nobody and a malformed id see nothing", async () => {
  const other = await signUp();
  for (const path of ["", "/profile", "/rows", "/rows?sort=amount:asc"]) {
    expectProblem(await api("GET", `/files/${file_id}${path}`, { token: other }), 404, "not_found");
    expectProblem(await api("GET", `/files/${file_id}${path}`), 401, "unauthenticated");
    for (const id of ["nonsense", NO_ONE])
      expect((await call("GET", `/files/${id}${path}`, { token })).status).toBe(404);
  }
  expectProblem(await api("DELETE", `/files/${file_id}`, { token: other }), 404, "not_found");
  expectProblem(await api("GET", "/files"), 401, "unauthenticated");
});

test("a deleted file is gone, and its table with it", async () => {
  const id = await newSession(token);
  const file = (await api("GET", `/sessions/${id}`, { token })).body.files[0];
  expect((await call("DELETE", `/files/${file.id}`, { token })).status).toBe(204);
  expectProblem(await api("GET", `/files/${file.id}`, { token }), 404, "not_found");
  expectProblem(await api("DELETE", `/files/${file.id}`, { token }), 404, "not_found");
  const query = await api("POST", `/sessions/${id}/query`, { token, json: { sql: "FROM sales" } });
  expect(query.status).toBe(422);
});

test("samples are listed for those signed in, and each makes a session", async () => {
  const { body } = await api("GET", "/samples", { token });
  expect(body.count).toBeGreaterThanOrEqual(3);
  expectProblem(await api("GET", "/samples"), 401, "unauthenticated");
  for (const { name, row_count } of body.data) {
    const made = await api("POST", "/sessions", { token, json: { sample: name } });
    expect([made.status, made.body.files[0].row_count]).toEqual([201, row_count]);
  }
});
