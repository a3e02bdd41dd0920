import { setTimeout as sleep } from "node:timers/promises";
import type { TortureFile } from "./files.ts";

const TUS = "/api/v1/uploads/tus";
const CHUNK = 1024 * 1024;
const AGAIN_MS = 150;

export interface Server {
  url: string;
  token: string;
}

/** Sends once by multipart. True when the server said that it has it; false when the line broke. */
export async function sendMultipart(server: Server, file: TortureFile): Promise<boolean> {
  const body = new FormData();
  body.append("file", new File([file.bytes], file.name));
  const reply = await ask(server, "/api/v1/uploads", { method: "POST", body });
  return reply?.status === 201;
}

/** Sends by tus, going on where a broken line or a killed server stopped it, and makes a session of it. */
export async function sendTus(server: Server, file: TortureFile): Promise<boolean> {
  const upload = await create(server, file);
  while (!(await sendRest(server, upload, file))) await sleep(AGAIN_MS);
  const upload_ids = [upload.split("/").at(-1)];
  for (;;) {
    const reply = await ask(server, "/api/v1/sessions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ upload_ids }),
    });
    // 409: a request whose reply was lost took it.
    if (reply?.status === 201 || reply?.status === 409) return true;
    if (reply !== null && reply.status < 500)
      throw new Error(
        `${file.name} was acknowledged and then refused: ${reply.status} ${await reply.text()}`,
      );
    await sleep(AGAIN_MS);
  }
}

async function create(server: Server, file: TortureFile): Promise<string> {
  const filename = Buffer.from(file.name).toString("base64");
  const headers = { "upload-length": String(file.bytes.length), "upload-metadata": `filename ${filename}` };
  for (;;) {
    const reply = await ask(server, TUS, { method: "POST", headers });
    const location = reply?.headers.get("location");
    if (reply?.status === 201 && location) return location;
    await sleep(AGAIN_MS);
  }
}

/** From where the server is; true when it has all. */
async function sendRest(server: Server, upload: string, file: TortureFile): Promise<boolean> {
  const head = await ask(server, upload, { method: "HEAD" });
  if (head === null || head.status >= 500) return false;
  if (!head.ok) throw new Error(`the upload of ${file.name} is gone: ${head.status}`);
  for (let offset = Number(head.headers.get("upload-offset")); offset < file.bytes.length; ) {
    const body = file.bytes.subarray(offset, offset + CHUNK);
    const headers = { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" };
    const reply = await ask(server, upload, { method: "PATCH", headers, body });
    if (reply?.status !== 204) return false;
    offset = Number(reply.headers.get("upload-offset"));
  }
  return true;
}

/** Null where no reply came. */
export async function ask(server: Server, path: string, init: RequestInit = {}): Promise<Response | null> {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${server.token}`);
  headers.set("tus-resumable", "1.0.0");
  try {
    const reply = await fetch(`${server.url}${path}`, { ...init, headers });
    const body = await reply.arrayBuffer();
    const empty = body.byteLength === 0 || reply.status === 204;
    return new Response(empty ? null : body, { status: reply.status, headers: reply.headers });
  } catch {
    return null;
  }
}
