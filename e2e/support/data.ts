import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { newPerson } from "#e2e/support/person.ts";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { getFile } from "#lib/datasets/get-file.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { db } from "#lib/db/client.ts";
import { runTrusted } from "#lib/engine/run-trusted.ts";
import { addUploads } from "#lib/ingest/add-uploads.ts";
import { receiveMultipart } from "#lib/ingest/receive-multipart.ts";
import { sessionPrefix } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";

export type Content = string | Uint8Array<ArrayBuffer>;

/** A session without files, of a fresh account unless one is given. */
export async function emptySession(of?: Context): Promise<{ ctx: Context; session_id: string }> {
  const ctx = of ?? (await newPerson());
  const data = { workspaceId: ctx.workspaceId, createdBy: userIdOf(ctx), title: "Test" };
  const { id } = await db().session.create({ data });
  return { ctx, session_id: id };
}

/** A complete upload, as the multipart route makes it. */
export async function anUpload(ctx: Context, filename: string, content: Content): Promise<string> {
  const body = new FormData();
  body.append("file", new File([content], filename));
  const request = new Request("http://test/uploads", { method: "POST", body });
  const [id] = (await receiveMultipart({ ctx, request })).upload_ids;
  return id!;
}

/** Uploads one file into the session and waits until it is ready or failed. */
export async function loadFile(
  place: { ctx: Context; session_id: string },
  filename: string,
  content: Content,
): Promise<DataFile> {
  const { ctx, session_id } = place;
  const upload_ids = [await anUpload(ctx, filename, content)];
  const [file] = await addUploads({ ctx, input: { session_id, upload_ids } });
  return loaded(ctx, file!);
}

export async function loaded(ctx: Context, file: DataFile): Promise<DataFile> {
  for (let now = file; ; now = await getFile({ ctx, input: { file_id: file.id } })) {
    if (now.status !== "loading") return now;
    await sleep(50);
  }
}

/** A Parquet file's bytes of what a SELECT gives. */
export async function parquetOf(sql: string): Promise<Uint8Array<ArrayBuffer>> {
  const path = await storage().temporaryPath();
  await runTrusted({
    statements: [`COPY (${sql}) TO '${path}' (FORMAT parquet)`],
    read_paths: [],
    write_paths: [path],
  });
  const bytes = new Uint8Array(await readFile(path));
  await storage().discard(path);
  return bytes;
}

export function sha256(content: Content): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Files that work has left under the temporary name. */
export async function temporaryFiles(): Promise<string[]> {
  return readdir(dirname(await storage().temporaryPath()));
}

/** Every file of a session on disk, by its path below the session's folder. */
export async function sessionFiles(ctx: Context, session_id: string): Promise<string[]> {
  const folder = storage().pathOf(sessionPrefix(ctx.workspaceId, session_id));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
