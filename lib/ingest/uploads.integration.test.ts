import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { emptySession, sha256, temporaryFiles } from "#e2e/support/data.ts";
import { newPerson } from "#e2e/support/person.ts";
import type { Context } from "#lib/core/context.ts";
import { db } from "#lib/db/client.ts";
import { storage } from "#lib/storage/storage.ts";
import { inspectUploads } from "./inspect-uploads.ts";
import { receiveMultipart } from "./receive-multipart.ts";
import { handleTus } from "./tus/handle-tus.ts";

let ctx: Context;
beforeAll(() => {
  process.env.MAX_UPLOAD_BYTES = "5000000";
});
beforeEach(async () => {
  ctx = await newPerson();
});

/** What Node asks for when a body is a stream; the DOM's types do not know it. */
const HALF = { duplex: "half" };
const TYPE = { "content-type": "multipart/form-data; boundary=b" };
const part = (name: string, body: string, filename?: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"`}\r\n\r\n${body}\r\n`;

function send(body: BodyInit, headers: HeadersInit = TYPE) {
  const request = new Request("http://test/", { method: "POST", body, headers, ...HALF });
  return receiveMultipart({ ctx, request });
}

async function expectNoLitter(): Promise<void> {
  expect(await temporaryFiles()).toEqual([]);
  expect(await db().upload.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  const folder = join(storage().pathOf("workspaces"), ctx.workspaceId, "uploads");
  expect(await readdir(folder).catch(() => [])).toEqual([]);
}

test("several files and fields are taken in any order", async () => {
  const body = `${part("file", "a\n1\n", "ünï.csv")}${part("file", "b\n2\n", "../../etc/b.csv")}${part("session_id", "s1")}--b--\r\n`;
  const received = await send(body);
  expect(received.session_id).toBe("s1");
  const found = await db().upload.findMany({ where: { id: { in: received.upload_ids } } });
  const rows = received.upload_ids.map((id) => found.find((row) => row.id === id)!);
  expect(rows.map((row) => [row.filename, row.status, Number(row.byteSize)])).toEqual([
    ["ünï.csv", "complete", 4],
    ["b.csv", "complete", 4],
  ]);
  expect(rows.map((row) => row.fingerprint)).toEqual(["a\n1\n", "b\n2\n"].map(sha256));
});

const fingerprintOf = async (id: string) => (await db().upload.findUnique({ where: { id } }))?.fingerprint;

test.each([
  ["another type", "{}", { "content-type": "application/json" }, "unsupported_type"],
  ["no boundary", "x", { "content-type": "multipart/form-data" }, "bad_request"],
  ["a body cut off", part("file", "a\n1\n", "a.csv").slice(0, -4), TYPE, "bad_request"],
  ["no body", "", TYPE, "bad_request"],
  ["no file", `${part("query", "hello")}--b--\r\n`, TYPE, "invalid"],
])("refuses %s and leaves nothing", async (_what, body, headers, code) => {
  await expect(send(body, headers)).rejects.toMatchObject({ code });
  await expectNoLitter();
});

test("a body that grows beyond the limit is refused while it comes, long before its end", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setImmediate(resolve));
      const first = sent === 0 ? part("file", "ok", "ok.csv") + part("file", "", "big.csv").slice(0, -2) : "";
      controller.enqueue(new TextEncoder().encode(first + "1,2,3\n".repeat(20_000)));
      sent += 120_000;
    },
  });
  await expect(send(endless)).rejects.toMatchObject({ code: "too_large" });
  expect(sent).toBeLessThan(8_000_000);
  await expectNoLitter();
});

test("an announced length beyond the limit is refused before a byte is read", async () => {
  const headers = { ...TYPE, "content-length": "9999999" };
  const body = new ReadableStream({ pull: () => expect.unreachable("it was read") }, { highWaterMark: 0 });
  await expect(send(body, headers)).rejects.toMatchObject({ code: "too_large" });
});

test("a client that goes away leaves nothing", async () => {
  let pulls = 0;
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulls += 1;
      if (pulls > 3) controller.error(new Error("connection reset"));
      else
        controller.enqueue(
          new TextEncoder().encode(
            pulls === 1 ? part("file", "a\n".repeat(50_000), "a.csv").slice(0, -2) : "1\n",
          ),
        );
    },
  });
  await expect(send(broken)).rejects.toMatchObject({ code: "bad_request" });
  await expectNoLitter();
});

test("a storage that cannot be written is said so", async () => {
  const dataDir = process.env.DATA_DIR;
  process.env.DATA_DIR = "/dev/null";
  try {
    const failure = send(`${part("file", "a\n1\n", "a.csv")}--b--\r\n`);
    await expect(failure).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/data folder/),
    });
  } finally {
    process.env.DATA_DIR = dataDir;
  }
});

// ---- tus

const tusHeaders = { "tus-resumable": "1.0.0" };
function tus(method: string, path: string, headers: Record<string, string>, body?: BodyInit, as = ctx) {
  const request = new Request(`http://test/api/v1/uploads/tus${path}`, {
    method,
    headers: { ...tusHeaders, ...headers },
    body: body ?? null,
    ...HALF,
  });
  return handleTus({ ctx: as, request });
}
const named = (filename: string) => `filename ${Buffer.from(filename).toString("base64")}`;

async function create(length: number, filename = "data.csv"): Promise<string> {
  const reply = await tus("POST", "", {
    "upload-length": String(length),
    "upload-metadata": named(filename),
  });
  expect(reply.status).toBe(201);
  const id = /^\/api\/v1\/uploads\/tus\/([0-9a-f-]{36})$/.exec(reply.headers.get("location")!)![1]!;
  expect(reply.headers.get("access-control-allow-origin")).toBeNull();
  return id;
}
const patch = (id: string, offset: number, body: string, as = ctx) =>
  tus(
    "PATCH",
    `/${id}`,
    { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" },
    body,
    as,
  );

test("tus: an upload in two pieces is complete and can be looked at", async () => {
  const id = await create(12, "sälés.csv");
  expect((await patch(id, 0, "a,b\n1,")).headers.get("upload-offset")).toBe("6");
  const asked = await tus("HEAD", `/${id}`, {});
  expect([asked.headers.get("upload-offset"), asked.headers.get("upload-length")]).toEqual(["6", "12"]);
  const early = inspectUploads({ ctx, input: { upload_ids: [id] } });
  await expect(early).rejects.toMatchObject({ code: "conflict" });
  expect((await patch(id, 6, "2\n3,4\n")).status).toBe(204);
  expect(await fingerprintOf(id)).toBe(sha256("a,b\n1,2\n3,4\n"));
  const parts = [{ source_part: null, format: "csv", error: null, code: null }];
  expect(await inspectUploads({ ctx, input: { upload_ids: [id] } })).toEqual([
    { upload_id: id, filename: "sälés.csv", parts },
  ]);
});

test("tus: the wrong offset is a conflict and changes nothing", async () => {
  const id = await create(10);
  await patch(id, 0, "abc");
  await expect(patch(id, 0, "xyz")).rejects.toMatchObject({ code: "conflict" });
  expect((await tus("HEAD", `/${id}`, {})).headers.get("upload-offset")).toBe("3");
  await patch(id, 3, "defghij");
  expect(await fingerprintOf(id)).toBe(sha256("abcdefghij"));
});

test("tus: what is too large is refused at its creation, and leaves nothing", async () => {
  await expect(tus("POST", "", { "upload-length": "5000001" })).rejects.toMatchObject({ code: "too_large" });
  await expect(tus("POST", "", {})).rejects.toMatchObject({ code: "bad_request" });
  await expectNoLitter();
});

test("tus: another person's upload does not exist, for any method", async () => {
  const id = await create(3);
  const other = await newPerson();
  const lost = { code: "not_found" };
  await expect(patch(id, 0, "abc", other)).rejects.toMatchObject(lost);
  await expect(tus("HEAD", `/${id}`, {}, undefined, other)).rejects.toMatchObject(lost);
  await expect(tus("DELETE", `/${id}`, {}, undefined, other)).rejects.toMatchObject(lost);
  await expect(tus("HEAD", "/nonsense", {})).rejects.toMatchObject(lost);
  expect((await patch(id, 0, "abc")).status).toBe(204);
});

test("tus: a deleted upload is gone, bytes and row", async () => {
  const id = await create(3);
  await patch(id, 0, "a");
  expect((await tus("DELETE", `/${id}`, {})).status).toBe(204);
  await expect(tus("HEAD", `/${id}`, {})).rejects.toMatchObject({ code: "not_found" });
  expect(await readdir(storage().pathOf("tus"))).not.toContain(id);
  await expectNoLitter();
});

test("tus: an upload whose last note was lost in a crash is completed by asking for it", async () => {
  const id = await create(3);
  await patch(id, 0, "a\n1");
  await db().upload.update({ where: { id }, data: { status: "receiving" } });
  await tus("HEAD", `/${id}`, {});
  expect((await db().upload.findUniqueOrThrow({ where: { id } })).status).toBe("complete");
});

test("tus: an empty file is complete at its creation and refused when it is looked at", async () => {
  const id = await create(0, "empty.csv");
  const [found] = await inspectUploads({ ctx, input: { upload_ids: [id] } });
  expect(found?.parts).toMatchObject([{ code: "invalid", error: "empty.csv is empty: it has 0 bytes." }]);
});

test("the number of uploads an hour is limited", async () => {
  process.env.RATE_UPLOADS = "2";
  try {
    const { ctx: mine } = await emptySession();
    const start = () => tus("POST", "", { "upload-length": "1" }, undefined, mine);
    await start();
    await start();
    await expect(start()).rejects.toMatchObject({ code: "rate_limited" });
  } finally {
    process.env.RATE_UPLOADS = "0";
  }
});
