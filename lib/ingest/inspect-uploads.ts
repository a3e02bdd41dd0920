import "server-only";
import { access } from "node:fs/promises";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { storedJson } from "#lib/datasets/stored-json.ts";
import { db } from "#lib/db/client.ts";
import type { Upload } from "#lib/db/generated/client.ts";
import { runModule } from "#lib/engine/run-module.ts";
import { storage } from "#lib/storage/storage.ts";
import { onUploads } from "./find-uploads.ts";
import { loadFailure } from "./load-failure.ts";
import { SCRATCH, sourceOf } from "./source-of.ts";
import { inspectValue, type Part } from "./worker/messages.ts";

/** Zip and workbook directories are read here, and no rows. */
const TIMEOUT_MS = 60_000;

export interface Inspected {
  upload_id: string;
  filename: string;
  /** Its tables, at least one; one that cannot be loaded says why. */
  parts: Part[];
}

/** Looks at the content of complete uploads, before anything is made of them. */
export async function inspectUploads({
  ctx,
  input,
}: {
  ctx: Context;
  input: { upload_ids: string[] };
}): Promise<Inspected[]> {
  return onUploads(ctx, input.upload_ids, (uploads) => Promise.all(uploads.map(inspectUpload)));
}

/** Which tables an upload holds; found once and kept with its row. */
export async function inspectUpload(upload: Upload): Promise<Inspected> {
  const found = { upload_id: upload.id, filename: upload.filename };
  if (upload.parts !== null) return { ...found, ...inspectValue.parse({ parts: upload.parts }) };
  const { parts } = await look(upload);
  await db().upload.updateMany({ where: { id: upload.id }, data: { parts: storedJson(parts) } });
  return { ...found, parts };
}

/**
 * Looks in a child. Another request may have taken the upload meanwhile: bytes that are gone are no fault of the file
 * and throw what a missing file throws.
 */
async function look(upload: Upload): Promise<{ parts: Part[] }> {
  const found = await lookInChild(upload);
  if (found.parts.some(({ error }) => error !== null)) await access(storage().pathOf(upload.storageKey));
  return found;
}

/** A file that makes the reader itself give up (a bomb) is refused like any other that cannot be read. */
async function lookInChild({ storageKey, filename, byteSize }: Upload): Promise<{ parts: Part[] }> {
  const source = sourceOf({ key: storageKey, filename, byte_size: Number(byteSize) });
  try {
    const answer = await runModule({
      module: "lib/ingest/worker/inspect.ts",
      input: { source },
      read_paths: [source.path],
      write_paths: [],
      scratch: SCRATCH,
      timeout_ms: TIMEOUT_MS,
      pool: "reading",
    });
    return inspectValue.parse(answer);
  } catch (error) {
    const sentence = loadFailure(error, filename, [source.path]);
    if (sentence === null || !(error instanceof AppError) || error.code === "unavailable") throw error;
    return { parts: [{ source_part: null, format: null, error: sentence, code: "invalid" }] };
  }
}

/** The 415 (types) or 422 of a request all of whose tables are refused; null while one of them is good. */
export function refusalOfAll(inspected: Inspected[]): AppError | null {
  const parts = inspected.flatMap((each) => each.parts);
  const refused = parts.filter((each) => each.error !== null);
  if (refused.length < parts.length || refused.length === 0) return null;
  const code = refused.every((each) => each.code === "unsupported_type") ? "unsupported_type" : "invalid";
  const errors = inspected.map(({ parts: own }, index) => ({
    path: `files.${index}`,
    message: own.map(({ error }) => error ?? "").join(" "),
  }));
  return new AppError(code, errors.map(({ message }) => message).join(" "), { errors });
}
