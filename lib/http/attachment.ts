import "server-only";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { AppError } from "#lib/core/errors.ts";
import { isMissing } from "#lib/storage/disk-errors.ts";
import { storage } from "#lib/storage/storage.ts";

/** Stored bytes as a download; they are streamed, and go on even if their key is removed meanwhile. */
export async function storedAttachment(file: {
  key: string;
  filename: string;
  content_type: string;
}): Promise<Response> {
  const handle = await open(storage().pathOf(file.key)).catch((cause: unknown) => {
    if (!isMissing(cause)) throw cause;
    throw new AppError("conflict", `${file.filename} has just been removed or loaded again.`, { cause });
  });
  const { size } = await handle.stat();
  return new Response(webStream(handle.createReadStream()), {
    headers: { ...attachmentHeaders(file), "content-length": String(size) },
  });
}

export function attachmentHeaders(file: { filename: string; content_type: string }): Record<string, string> {
  return {
    "content-type": file.content_type,
    "content-disposition": contentDisposition(file.filename),
    "x-content-type-options": "nosniff",
  };
}

/** RFC 6266: a plain name for old readers, and the whole one in UTF-8 (RFC 8187). */
export function contentDisposition(filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const whole = encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

/** Holds because in Node both names mean one class; the DOM's declaration only lacks Node's iterator types. */
function webStream(stream: Readable): ReadableStream {
  return Readable.toWeb(stream) as ReadableStream;
}
