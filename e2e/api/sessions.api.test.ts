import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { api, call, csvForm, expectProblem, newSession, SALES, signUp } from "#e2e/support/api.ts";

let token: string;
beforeAll(async () => {
  token = await signUp();
});

/** One complete upload by tus, in a single request. */
async function tusUpload(name: string, content: string): Promise<string> {
  const created = await call("POST", "/uploads/tus", {
    token,
    headers: {
      "tus-resumable": "1.0.0",
      "upload-length": String(Buffer.byteLength(content)),
      "upload-metadata": `filename ${Buffer.from(name).toString("base64")}`,
    },
  });
  expect(created.status).toBe(201);
  const id = created.headers.get("location")!.split("/").at(-1)!;
  const sent = await fetch(new URL(created.headers.get("location")!, process.env.APP_URL), {
    method: "PATCH",
    headers: {
      authorization: `Bearer ${token}`,
      "tus-resumable": "1.0.0",
      "upload-offset": "0",
      "content-type": "application/offset+octet-stream",
    },
    body: content,
  });
  expect(sent.status).toBe(204);
  return id;
}

describe("sessions", () => {
  it("begin with finished uploads, and take further ones", async () => {
    const created = await api("POST", "/sessions", {
      token,
      json: { upload_ids: [await tusUpload("sales.csv", SALES)], title: "Sales" },
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      title: "Sales",
      shared: false,
      messages: [],
      files: [{ filename: "sales.csv", table: "sales", row_count: 4, status: "ready" }],
    });
    const { id } = created.body;
    const json = { upload_ids: [await tusUpload("regions.csv", "region,boss\nNorth,Ann\nSouth,Bob\n")] };
    const added = await api("POST", `/sessions/${id}/files`, { token, json });
    expect(added.status).toBe(201);
    expect(added.body.files).toMatchObject([{ table: "regions", row_count: 2 }]);
    const sql =
      "SELECT boss, sum(amount) AS total FROM sales JOIN regions USING (region) GROUP BY 1 ORDER BY 1";
    const result = await api("POST", `/sessions/${id}/query`, { token, json: { sql } });
    expect(result.status).toBe(200);
    expect(result.body).toMatchObject({
      sql,
      plan: null,
      columns: [{ name: "boss" }, { name: "total" }],
      rows: [
        ["Ann", 30],
        ["Bob", 60],
      ],
      row_count: 2,
      truncated: false,
    });
    // An upload is used up by the session that takes it.
    expectProblem(await api("POST", "/sessions", { token, json }), 409, "conflict");
  });

  it("begin with a sample", async () => {
    const { body: samples } = await api("GET", "/samples", { token });
    const list = samples.data ?? samples;
    const created = await api("POST", "/sessions", { token, json: { sample: list[0].name } });
    expect(created.status).toBe(201);
    expect(created.body.files).toMatchObject([{ row_count: list[0].row_count, kind: "sample" }]);
    expectProblem(await api("POST", "/sessions", { token, json: { sample: "none" } }), 422, "invalid");
  });

  it.each([[{}], [{ upload_ids: [] }], [{ upload_ids: "x" }], [{ sample: 1 }], [{ title: "only" }], [[]]])(
    "are not made of %j",
    async (json) => {
      expectProblem(await api("POST", "/sessions", { token, json }), 422, "invalid");
    },
  );

  it("of uploads that are not there are 404", async () => {
    for (const id of [randomUUID(), "nonsense"]) {
      expectProblem(await api("POST", "/sessions", { token, json: { upload_ids: [id] } }), 404, "not_found");
    }
  });

  it("are listed newest first in pages, searched, renamed and deleted", async () => {
    const me = await signUp();
    const ids: string[] = [];
    for (const name of ["alpha.csv", "beta.csv", "gamma.csv"]) {
      const { body } = await api("POST", "/uploads", { token: me, form: csvForm(SALES, {}, name) });
      ids.unshift(body.session_id);
    }
    const first = await api("GET", "/sessions?limit=2", { token: me });
    expect(first.body).toMatchObject({ count: 3, data: [{ id: ids[0] }, { id: ids[1] }] });
    expect(Object.keys(first.body.data[0]).sort()).toEqual(
      ["created_at", "files", "id", "shared", "title", "updated_at"].sort(),
    );
    const rest = await api("GET", `/sessions?limit=2&cursor=${first.body.next_cursor}`, { token: me });
    expect(rest.body).toMatchObject({ count: 3, data: [{ id: ids[2] }], next_cursor: null });
    expect((await api("GET", "/sessions?q=BETA", { token: me })).body).toMatchObject({
      count: 1,
      data: [{ id: ids[1] }],
    });
    for (const query of ["limit=0", "limit=201", "limit=x", "cursor=nonsense"]) {
      expectProblem(await api("GET", `/sessions?${query}`, { token: me }), 422, "invalid");
    }

    const renamed = await api("PATCH", `/sessions/${ids[0]}`, { token: me, json: { title: " Mine " } });
    expect(renamed.body).toMatchObject({ id: ids[0], title: "Mine" });
    for (const title of ["", " ", "x".repeat(201), 1, null]) {
      expectProblem(
        await api("PATCH", `/sessions/${ids[0]}`, { token: me, json: { title } }),
        422,
        "invalid",
      );
    }

    const file = (await api("GET", `/sessions/${ids[0]}`, { token: me })).body.files[0].id;
    expect((await call("DELETE", `/sessions/${ids[0]}`, { token: me })).status).toBe(204);
    for (const path of [`/sessions/${ids[0]}`, `/files/${file}`]) {
      expectProblem(await api("GET", path, { token: me }), 404, "not_found");
    }
    expect((await api("GET", "/sessions", { token: me })).body.count).toBe(2);
  });

  it("tell their open pages what changes", async () => {
    const id = await newSession(token);
    const leave = new AbortController();
    const reply = await call("GET", `/sessions/${id}/events`, { token, signal: leave.signal });
    expect(reply.headers.get("content-type")).toMatch(/^text\/event-stream/);
    const decoder = new TextDecoder();
    let text = "";
    const reading = (async () => {
      for await (const bytes of reply.body!) text += decoder.decode(bytes, { stream: true });
    })().catch(() => {});
    await expect.poll(() => text).toMatch(/^id: \d+\n\n/);
    const events = () => text.match(/"type":"session"/g)?.length ?? 0;
    await expect.poll(events).toBe(1);
    await api("PATCH", `/sessions/${id}`, { token, json: { title: "New" } });
    await expect.poll(events).toBe(2);
    leave.abort();
    await reading;
  });
});

describe("a person's own SQL", () => {
  it.each([
    ["SELECT nope FROM sales", "sql_error"],
    ["DROP TABLE sales", "sql_refused"],
    ["SELECT * FROM read_csv('/etc/passwd')", "sql_refused"],
  ])("%s is %s", async (sql, code) => {
    const id = await newSession(token);
    expectProblem(await api("POST", `/sessions/${id}/query`, { token, json: { sql } }), 422, code);
  });
});

const SPEC = {
  mark: "bar",
  data: { name: "result" },
  encoding: { x: { field: "region", type: "nominal" }, y: { field: "total", type: "quantitative" } },
};

describe("every route of a session", () => {
  const routes: [string, string, unknown][] = [
    ["GET", "", undefined],
    ["PATCH", "", { title: "Theirs" }],
    ["DELETE", "", undefined],
    ["POST", "/files", { upload_ids: [randomUUID()] }],
    ["POST", "/query", { sql: "SELECT 1" }],
    ["POST", "/share", undefined],
    ["DELETE", "/share", undefined],
    ["GET", "/events", undefined],
    ["POST", "/plots", { title: "T", result_id: randomUUID(), vega_lite_spec: SPEC }],
  ];
  it.each(routes)("%s %s is for its owner alone", async (method, path, json) => {
    const id = await newSession(token);
    const stranger = await signUp();
    const asked = json === undefined ? {} : { json };
    const cases = [
      [stranger, id],
      [token, randomUUID()],
      [token, "nonsense"],
    ] as const;
    for (const [who, session] of cases) {
      const reply = await api(method, `/sessions/${session}${path}`, { ...asked, token: who });
      expectProblem(reply, 404, "not_found");
    }
    expectProblem(await api(method, `/sessions/${id}${path}`, asked), 401, "unauthenticated");
    expect((await api("GET", `/sessions/${id}`, { token })).body.title).toBe("sales.csv");
  });

  it("and the list are for nobody without an account", async () => {
    expectProblem(await api("GET", "/sessions"), 401, "unauthenticated");
    expectProblem(await api("POST", "/sessions", { json: { sample: "x" } }), 401, "unauthenticated");
  });
});
