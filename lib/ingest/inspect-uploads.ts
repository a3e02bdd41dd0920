import "server-only";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Upload } from "#lib/db/generated/client.ts";
import { storage } from "#lib/storage/storage.ts";
import { onUploads } from "./find-uploads.ts";
import type { Format } from "./formats/format.ts";
import { detectFormat } from "./formats/registry.ts";
import { readHead } from "./read-head.ts";

export interface Inspected {
  upload_id: string;
  filename: string;
  format: Format["name"] | null;
  /** Why it cannot be loaded, as a sentence; null when nothing speaks against it. */
  error: string | null;
  code: "unsupported_type" | "invalid" | null;
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

export async function inspectUpload(upload: Upload): Promise<Inspected> {
  const head = await readHead(storage().pathOf(upload.storageKey), upload.filename);
  const { format, error, code } = detectFormat(head);
  return { upload_id: upload.id, filename: upload.filename, format: format?.name ?? null, error, code };
}

/** The 415 (types) or 422 of a request all of whose files are refused; null while one of them is good. */
export function refusalOfAll(inspected: Inspected[]): AppError | null {
  const refused = inspected.filter((each) => each.error !== null);
  if (refused.length < inspected.length || refused.length === 0) return null;
  const code = refused.every((each) => each.code === "unsupported_type") ? "unsupported_type" : "invalid";
  const errors = inspected.map(({ error }, index) => ({ path: `files.${index}`, message: error ?? "" }));
  return new AppError(code, refused.map((each) => each.error).join(" "), { errors });
}
