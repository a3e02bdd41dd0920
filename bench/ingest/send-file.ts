import { openAsBlob } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../client.ts";

const LOOK_EVERY_MS = 20;
/** Looking costs the server work of its own: of a long load, each look is this share of it. */
const LOOK_SHARE = 0.02;
const TUS = { "tus-resumable": "1.0.0" };

export interface Loaded {
  /** From the last byte received to the table ready, in milliseconds. */
  ready_ms: number;
  rows: number;
  rejected: number;
  types: string;
}

/** Sends a file by tus and waits for its table; the session is deleted afterwards. */
export async function sendFile(client: Client, path: string): Promise<Loaded> {
  const blob = await openAsBlob(path);
  const headers = { ...TUS, "upload-length": String(blob.size), "upload-metadata": "filename ZmlsZS5jc3Y=" };
  const created = await client.fetch("/api/v1/uploads/tus", { method: "POST", headers });
  const location = created.headers.get("location") ?? "";
  const sent = await client.fetch(location, {
    method: "PATCH",
    headers: { ...TUS, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    body: blob,
  });
  if (sent.status !== 204) throw new Error(`the upload was answered ${sent.status}: ${await sent.text()}`);
  const started = performance.now();
  const session = await client.post("/api/v1/sessions", { upload_ids: [location.split("/").at(-1)] });
  let [file] = session.files;
  while (file.status === "loading") {
    await sleep(Math.max(LOOK_EVERY_MS, LOOK_SHARE * (performance.now() - started)));
    file = await client.send(`/api/v1/files/${file.id}`);
  }
  const ready_ms = performance.now() - started;
  await client.fetch(`/api/v1/sessions/${session.id}`, { method: "DELETE" });
  if (file.status !== "ready") throw new Error(`the load failed: ${file.error}`);
  const types = file.columns.map((column: { type: string }) => column.type).join(" ");
  return { ready_ms, rows: file.row_count, rejected: file.receipt.rows_rejected, types };
}
