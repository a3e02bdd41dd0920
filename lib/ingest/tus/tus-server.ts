import "server-only";
import { mkdirSync } from "node:fs";
import { Server } from "@tus/server";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { env } from "#lib/core/env.ts";
import { newId } from "#lib/core/ids.ts";
import { singleton } from "#lib/core/singleton.ts";
import { db } from "#lib/db/client.ts";
import { cleanFilename } from "#lib/ingest/clean-filename.ts";
import { storage } from "#lib/storage/storage.ts";
import { TusStore } from "./tus-store.ts";

export const TUS_PATH = "/api/v1/uploads/tus";
const FOLDER = "tus";

interface Tus {
  server: Server;
  /** Who sends a request, for the server's hooks, which see the request alone. */
  contexts: WeakMap<object, Context>;
  /** What a hook or the store threw while answering a request. */
  failures: WeakMap<object, unknown>;
}

/** One server a process: its locks are in memory. */
export function tus(): Tus {
  return singleton("tus", makeTus);
}

export function tusKey(uploadId: string): string {
  return `${FOLDER}/${uploadId}`;
}

/** The upload a request is about: the last segment of its path. */
export function uploadIdOf(request: Request): string {
  return (new URL(request.url).pathname.split("/").at(-1) ?? "").toLowerCase();
}

function makeTus(): Tus {
  const contexts: Tus["contexts"] = new WeakMap();
  const failures: Tus["failures"] = new WeakMap();
  const directory = storage().pathOf(FOLDER);
  // The store makes its folder without waiting for it; the first upload must not come before that.
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const store = new TusStore(directory);
  const server = new Server({
    path: TUS_PATH,
    datastore: store,
    // The right one behind any host name or proxy.
    relativeLocation: true,
    maxSize: () => env().maxUploadBytes,
    namingFunction: newId,
    getFileIdFromRequest: uploadIdOf,
    onUploadCreate: async (request, upload) => {
      const ctx = contexts.get(request);
      if (ctx === undefined) throw new Error("an upload is created for nobody");
      await insertUpload(ctx, upload);
      return {};
    },
    onUploadFinish: async (_request, upload) => {
      await store.flush(upload.id);
      const size = upload.size ?? upload.offset;
      await completeUpload(upload.id, size, store.takeFingerprint(upload.id, size));
      return {};
    },
    onResponseError: (request, error) => {
      failures.set(request, error);
      return undefined;
    },
  });
  return { server, contexts, failures };
}

interface Created {
  id: string;
  size?: number | undefined;
  metadata?: Record<string, string | null> | undefined;
}

async function insertUpload(ctx: Context, upload: Created): Promise<void> {
  const filename = cleanFilename(upload.metadata?.filename ?? upload.metadata?.name ?? "");
  await db().upload.create({
    data: {
      id: upload.id,
      workspaceId: ctx.workspaceId,
      userId: userIdOf(ctx),
      filename,
      byteSize: upload.size ?? 0,
      status: "receiving",
      storageKey: tusKey(upload.id),
    },
  });
}

/** `fingerprint`: SHA-256 of the bytes; null where they were not all seen, and whoever loads them looks. */
export async function completeUpload(
  id: string,
  byteSize: number,
  fingerprint: string | null,
): Promise<void> {
  await db().upload.updateMany({
    where: { id, status: "receiving" },
    data: { status: "complete", byteSize, fingerprint },
  });
}
