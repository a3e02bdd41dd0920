import { randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { beforeAll, expect, test } from "vitest";
import { api, call, csvForm, expectProblem, newSession, signUp } from "#e2e/support/api.ts";

let token: string;
beforeAll(async () => {
  token = await signUp();
});

const form = (...files: [name: string, content: string | Uint8Array<ArrayBuffer>][]): FormData => {
  const body = new FormData();
  for (const [name, content] of files) body.append("file", new File([content], name));
  return body;
};
const upload = (body: FormData, as = token) => api("POST", "/uploads", { token: as, form: body });
const sessions = async (as = token) => (await api("GET", "/sessions", { token: as })).body.count;

test("a CSV makes a session titled after it, with its table", async () => {
  const { status, body } = await upload(csvForm("region,amount\nNorth,10\nSouth,60\n"));
  expect(status).toBe(201);
  expect(Object.keys(body).sort()).toEqual(["files", "session_id"]);
  expect(body.files).toMatchObject([
    { filename: "sales.csv", table: "sales", format: "csv", status: "ready", row_count: 2, column_count: 2 },
  ]);
  const session = await api("GET", `/sessions/${body.session_id}`, { token });
  expect(session.body.files).toHaveLength(1);
});

test("a session_id that comes after the files adds them to that session", async () => {
  const session_id = await newSession(token);
  const body = form(["sales.csv", "a\n1\n"], ["cities.tsv", "city\tn\nRome\t1\n"]);
  body.append("session_id", session_id);
  const reply = await upload(body);
  expect(reply.status).toBe(201);
  expect(reply.body.session_id).toBe(session_id);
  expect(reply.body.files.map((file: { table: string }) => file.table)).toEqual(["sales_2", "cities"]);
});

test("one bad file fails by itself; when all are bad there is no session", async () => {
  const owner = await signUp();
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]);
  const mixed = await upload(form(["good.csv", "a\n1\n"], ["x.png", png], ["none.csv", ""]), owner);
  expect(mixed.status).toBe(201);
  expect(mixed.body.files.map((file: { status: string }) => file.status)).toEqual([
    "ready",
    "failed",
    "failed",
  ]);
  const before = await sessions(owner);
  expectProblem(await upload(form(["x.png", png]), owner), 415, "unsupported_type");
  expectProblem(await upload(form(["none.csv", ""]), owner), 422, "invalid");
  expectProblem(await upload(form(["cut.parquet", "PAR1abc"]), owner), 422, "invalid");
  expectProblem(await upload(new FormData(), owner), 422, "invalid");
  expect(await sessions(owner)).toBe(before);
});

test("what is no multipart, broken, for another's session or for nobody is refused", async () => {
  expectProblem(await api("POST", "/uploads", { token, json: {} }), 415, "unsupported_type");
  const headers = { authorization: `Bearer ${token}`, "content-type": "multipart/form-data; boundary=b" };
  expectProblem(await api("POST", "/uploads", { headers, token }), 400, "bad_request");
  expectProblem(await upload(csvForm(undefined, { session_id: "nonsense" })), 404, "not_found");
  const anothers = await newSession(await signUp());
  expectProblem(await upload(csvForm(undefined, { session_id: anothers })), 404, "not_found");
  expectProblem(await api("POST", "/uploads", { form: csvForm() }), 401, "unauthenticated");
});

test("a client that goes away in mid-upload makes nothing", async () => {
  const owner = await signUp();
  await new Promise<void>((resolve) => {
    const headers = {
      authorization: `Bearer ${owner}`,
      "content-type": "multipart/form-data; boundary=b",
      "content-length": "10000000",
    };
    const request = httpRequest(`${process.env.APP_URL}/api/v1/uploads`, { method: "POST", headers });
    request.on("error", () => resolve());
    request.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n');
    request.write("1,2\n".repeat(100_000), () => setTimeout(() => request.destroy(new Error("gone")), 200));
  });
  expect(await sessions(owner)).toBe(0);
  expect((await upload(csvForm(), owner)).status).toBe(201);
});

// ---- tus

const TUS = { "tus-resumable": "1.0.0" };
const tus = (
  method: string,
  url: string,
  headers: Record<string, string> = {},
  body?: BodyInit,
  as: string | undefined = token,
) =>
  fetch(new URL(url, process.env.APP_URL), {
    method,
    headers: { ...TUS, ...(as === "" ? {} : { authorization: `Bearer ${as}` }), ...headers },
    ...(body !== undefined && { body }),
  });
const BASE = "/api/v1/uploads/tus";
const meta = `filename ${Buffer.from("big file.csv").toString("base64")}`;

async function create(length: number): Promise<string> {
  const reply = await tus("POST", BASE, { "upload-length": String(length), "upload-metadata": meta });
  expect(reply.status).toBe(201);
  expect(reply.headers.get("tus-resumable")).toBe("1.0.0");
  return reply.headers.get("location")!;
}
const patch = (url: string, offset: number, body: BodyInit) =>
  tus(
    "PATCH",
    url,
    { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" },
    body,
  );

test("tus: what it can do is told to anybody", async () => {
  const reply = await tus("OPTIONS", BASE, {}, undefined, "");
  expect(reply.status).toBe(204);
  expect(reply.headers.get("tus-version")).toBe("1.0.0");
  expect(reply.headers.get("tus-extension")).toContain("creation");
  expect(Number(reply.headers.get("tus-max-size"))).toBe(2 * 1024 ** 3);
});

test("tus: 15 MB in pieces, taken up after a cut, become a session's table", async () => {
  const row = `${randomBytes(20).toString("hex")},1\n`;
  const content = `text,n\n${row.repeat(350_000)}`;
  const url = await create(content.length);
  expect(url).toMatch(/[0-9a-f-]{36}$/);
  await patch(url, 0, content.slice(0, 5_000_000));
  const asked = await tus("HEAD", url);
  expect([asked.status, asked.headers.get("upload-offset")]).toEqual([200, "5000000"]);
  const done = await patch(url, 5_000_000, content.slice(5_000_000));
  expect([done.status, done.headers.get("upload-offset")]).toEqual([204, String(content.length)]);

  const id = url.split("/").at(-1)!;
  const session = await api("POST", "/sessions", { token, json: { upload_ids: [id] } });
  expect(session.status).toBe(201);
  const file_id = session.body.files[0].id;
  await expect
    .poll(async () => (await api("GET", `/files/${file_id}`, { token })).body.status, { timeout: 20_000 })
    .toBe("ready");
  const file = (await api("GET", `/files/${file_id}`, { token })).body;
  expect(file).toMatchObject({
    filename: "big file.csv",
    table: "big_file",
    row_count: 350_000,
    byte_size: content.length,
  });
  expectProblem(await api("POST", "/sessions", { token, json: { upload_ids: [id] } }), 409, "conflict");
});

test("tus: refusals are problems with the protocol's status", async () => {
  const problem = async (reply: Response) => ({
    status: reply.status,
    headers: reply.headers,
    body: await reply.json(),
  });
  const tooLarge = await tus("POST", BASE, { "upload-length": String(2 * 1024 ** 3 + 1) });
  expect(tooLarge.headers.get("tus-resumable")).toBe("1.0.0");
  expectProblem(await problem(tooLarge), 413, "too_large");
  const url = await create(5);
  expectProblem(await problem(await patch(url, 3, "ab")), 409, "conflict");
  expect((await tus("POST", BASE, { "tus-resumable": "0.2.2", "upload-length": "1" })).status).toBe(412);
  expectProblem(
    await problem(await tus("POST", BASE, { "upload-length": "1" }, undefined, "")),
    401,
    "unauthenticated",
  );
  const other = await signUp();
  expect((await tus("HEAD", url, {}, undefined, other)).status).toBe(404);
  expect((await tus("DELETE", url, {}, undefined, other)).status).toBe(404);
  expect((await tus("DELETE", url)).status).toBe(204);
  expect((await tus("HEAD", url)).status).toBe(404);
});

test("tus: a client that can only POST names its method in a header", async () => {
  const url = await create(5);
  const as = (method: string) => ({ "x-http-method-override": method });
  const bytes = { "upload-offset": "0", "content-type": "application/offset+octet-stream" };
  const sent = await tus("POST", url, { ...as("PATCH"), ...bytes }, "a\n1\n2");
  expect([sent.status, sent.headers.get("upload-offset")]).toEqual([204, "5"]);
  const other = await signUp();
  expect((await tus("POST", url, as("DELETE"), undefined, other)).status).toBe(404);
  expect((await tus("POST", url)).status).toBe(404);
  expect((await tus("POST", url, as("DELETE"))).status).toBe(204);
  expect((await tus("HEAD", url)).status).toBe(404);
});

test("tus: an extension that is not spoken here is the client's fault", async () => {
  const reply = await tus("POST", BASE, { "upload-concat": "partial", "upload-length": "5" });
  expect(reply.status).toBe(400);
});

test("an upload that two requests want at the same moment goes to one, and the others hear of it", async () => {
  const url = await create(4);
  await patch(url, 0, "a\n1\n");
  const json = { upload_ids: [url.split("/").at(-1)] };
  const replies = await Promise.all([1, 2, 3, 4].map(() => call("POST", "/sessions", { token, json })));
  expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409, 409]);
});

test("an upload that is unfinished, missing or another's makes no session", async () => {
  const unfinished = (await create(5)).split("/").at(-1)!;
  expectProblem(
    await api("POST", "/sessions", { token, json: { upload_ids: [unfinished] } }),
    409,
    "conflict",
  );
  const as = { token: await signUp(), json: { upload_ids: [unfinished] } };
  expectProblem(await api("POST", "/sessions", as), 404, "not_found");
  expectProblem(
    await api("POST", "/sessions", { token, json: { upload_ids: ["nonsense"] } }),
    404,
    "not_found",
  );
  expect((await call("POST", "/sessions", { json: { upload_ids: [unfinished] } })).status).toBe(401);
});
