import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { api, call, csvForm, expectProblem, newSession, SALES, signUp } from "#e2e/support/api.ts";
import { dataFile } from "#lib/datasets/schema.ts";
import { filePreview } from "#lib/ingest/schema.ts";

let token: string;
let session_id: string;
let file_id: string;
beforeAll(async () => {
  token = await signUp();
  session_id = await newSession(token);
  file_id = (await api("GET", `/sessions/${session_id}`, { token })).body.files[0].id;
});

const reload = (json: unknown, id = file_id) => api("POST", `/files/${id}/reload`, { token, json });
const loaded = async (id = file_id) => {
  for (;;) {
    const { body } = await api("GET", `/files/${id}`, { token });
    if (body.status !== "loading") return dataFile.strict().parse(body);
    await sleep(100);
  }
};

test("a file is loaded again by another dialect under its table's name, and back without one", async () => {
  const before = await api("POST", `/sessions/${session_id}/query`, {
    token,
    json: { sql: "SELECT count(*) AS n FROM sales" },
  });
  const { status, body } = await reload({ dialect: { header_rows: 0, types: {} } });
  expect([status, body.id]).toEqual([200, file_id]);
  expect(await loaded()).toMatchObject({
    table: "sales",
    status: "ready",
    loading: null,
    row_count: 5,
    has_original: true,
    expired_at: null,
    receipt: { rows_read: 5, dialect: { header_rows: 0, delimiter: "," }, header: null },
  });
  const result = await api("GET", `/results/${before.body.id}`, { token });
  expect(result.body).toMatchObject({ rows: [[4]], datasets: before.body.datasets });
  expect((await reload({})).status).toBe(200);
  expect(await loaded()).toMatchObject({ row_count: 4, receipt: { header: ["region", "amount"] } });
  expect((await api("POST", `/files/${file_id}/reload`, { token })).status).toBe(200);
  await loaded();
});

test("new bytes take the place of the old ones", async () => {
  const form = csvForm("region,amount\nEast,5\n", { dialect: '{"delimiter":","}' }, "newer.csv");
  expect((await api("POST", `/files/${file_id}/reload`, { token, form })).status).toBe(200);
  expect(await loaded()).toMatchObject({ filename: "newer.csv", table: "sales", row_count: 1 });
  const pdf = csvForm("%PDF-1.7\n1 0 obj\n", {}, "x.pdf");
  expectProblem(await api("POST", `/files/${file_id}/reload`, { token, form: pdf }), 415, "unsupported_type");
  expect(await loaded()).toMatchObject({ filename: "newer.csv", row_count: 1 });
  await api("POST", `/files/${file_id}/reload`, { token, form: csvForm() });
  expect((await loaded()).row_count).toBe(4);
});

test("what is wrong with a wish is said by its path", async () => {
  const bad = await reload({ dialect: { header_rows: -1, decimal: "x" } });
  expectProblem(bad, 422, "invalid");
  expect(bad.body.errors.map(({ path }: { path: string }) => path)).toEqual([
    "dialect.header_rows",
    "dialect.decimal",
  ]);
  expectProblem(await reload({ dialekt: {} }), 422, "invalid");
  expectProblem(
    await api("POST", `/files/${file_id}/reload`, { token, form: new FormData() }),
    422,
    "invalid",
  );
  const twice = csvForm();
  twice.append("file", new File([SALES], "b.csv"));
  expectProblem(await api("POST", `/files/${file_id}/reload`, { token, form: twice }), 422, "invalid");
  const broken = csvForm(SALES, { dialect: "{" });
  expectProblem(await api("POST", `/files/${file_id}/reload`, { token, form: broken }), 400, "bad_request");
});

test("a preview shows how a file would be read, and makes nothing", async () => {
  const before = await loaded();
  const { status, body } = await api("POST", `/files/${file_id}/preview`, {
    token,
    json: { dialect: { delimiter: "\t", header_rows: 0 } },
  });
  expect(status).toBe(200);
  expect(filePreview.parse(body)).toMatchObject({ columns: [expect.anything()], rows: expect.anything() });
  expect(body.rows[0]).toEqual(["region,amount"]);
  expect(await loaded()).toEqual(before);
  expectProblem(
    await api("POST", `/files/${file_id}/preview`, { token, json: { dialect: { quote: "''" } } }),
    422,
    "invalid",
  );
});

test("the bytes as sent and the rejected lines can be downloaded", async () => {
  const content = `id,größe\n${"1,2\n".repeat(20_000)}3,viel\n`;
  const form = csvForm(content, {}, "a;b é.csv");
  const uploaded = await api("POST", "/uploads", { token, form });
  const file = await loaded(uploaded.body.files[0].id);
  expect(file.receipt).toMatchObject({ rows_rejected: 1, rejects: [{ line: 20_002, column: "größe" }] });
  const original = await call("GET", `/files/${file.id}/original`, { token });
  expect(original.headers.get("content-disposition")).toMatch(
    /^attachment; filename="a;b _\.csv"; filename\*=UTF-8''a%3Bb%20%C3%A9\.csv$/,
  );
  const sha256 = createHash("sha256")
    .update(Buffer.from(await original.arrayBuffer()))
    .digest("hex");
  expect(sha256).toBe(file.receipt?.fingerprint);
  const rejects = await call("GET", `/files/${file.id}/rejects`, { token });
  expect(rejects.headers.get("content-type")).toMatch(/^text\/csv/);
  expect((await rejects.text()).split(/\r?\n/).slice(0, 2)).toEqual([
    "line,column,reason,text",
    expect.stringContaining("20002"),
  ]);
  const none = await call("GET", `/files/${file_id}/rejects`, { token });
  expect((await none.text()).trim()).toBe("line,column,reason,text");
});

test("another person's file does not exist for any of these", async () => {
  const other = await signUp();
  for (const [method, path, json] of [
    ["POST", "reload", {}],
    ["POST", "preview", {}],
    ["GET", "rejects", undefined],
    ["GET", "original", undefined],
  ] as const) {
    expectProblem(await api(method, `/files/${file_id}/${path}`, { token: other, json }), 404, "not_found");
    expectProblem(await api(method, `/files/x/${path}`, { token, json }), 404, "not_found");
  }
  const form = csvForm();
  expectProblem(await api("POST", `/files/${file_id}/reload`, { token: other, form }), 404, "not_found");
});

test("how long data is kept is a setting of the workspace", async () => {
  const settings = await api("GET", "/workspace", { token });
  expect(settings.body).toMatchObject({ role: "owner", data_expires_after_days: null });
  const json = { data_expires_after_days: 30 };
  const changed = await api("PATCH", "/workspace", { token, json });
  expect(changed.body).toEqual({ ...settings.body, ...json });
  for (const days of [0, 1.5, "x", 4000]) {
    const bad = await api("PATCH", "/workspace", { token, json: { data_expires_after_days: days } });
    expectProblem(bad, 422, "invalid");
    expect(bad.body.errors[0].path).toBe("data_expires_after_days");
  }
  const never = await api("PATCH", "/workspace", { token, json: { data_expires_after_days: null } });
  expect(never.body).toEqual(settings.body);
  expectProblem(await api("GET", "/workspace"), 401, "unauthenticated");
});
