import "server-only";
import { createHash, type Hash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeWebStream } from "node:stream/web";
import busboy from "busboy";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { env } from "#lib/core/env.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import { uploadKey } from "#lib/storage/keys.ts";
import { storage } from "#lib/storage/storage.ts";
import { cleanFilename } from "./clean-filename.ts";
import { discardUploads } from "./discard-uploads.ts";
import { requireUploadRate, tooLarge } from "./upload-limits.ts";

/** Boundaries, part headers and the small fields beside the files. */
const OVERHEAD_BYTES = 1024 * 1024;
const MAX_FILES = 100;
const MAX_FIELD_BYTES = 64 * 1024;

export interface Received {
  upload_ids: string[];
  session_id: string | undefined;
  /** The text fields, wherever in the body they stood. */
  fields: Record<string, string>;
}

/**
 * Streams the `file` fields of a multipart body to storage, as complete uploads. Refuses early what is too
 * large (413), no multipart (415) or broken (400); whatever goes wrong, nothing stays behind.
 */
export async function receiveMultipart({
  ctx,
  request,
}: {
  ctx: Context;
  request: Request;
}): Promise<Received> {
  const parser = parserFor(request);
  await requireUploadRate(ctx);
  if (Number(request.headers.get("content-length") ?? 0) > env().maxUploadBytes + OVERHEAD_BYTES)
    throw tooLarge();
  const body = collect(ctx, parser);
  try {
    await pipeline(Readable.fromWeb(nodeStream(request)), parser);
    const upload_ids = await Promise.all(body.storing);
    if (upload_ids.length === 0) throw noFile();
    return { upload_ids, session_id: body.fields.session_id || undefined, fields: body.fields };
  } catch (error) {
    const stored = (await Promise.allSettled(body.storing)).flatMap((each) =>
      each.status === "fulfilled" ? [each.value] : [],
    );
    await discardUploads({ ctx, input: { upload_ids: stored } });
    throw error instanceof AppError ? error : broken(error);
  }
}

function parserFor(request: Request): busboy.Busboy {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new AppError("unsupported_type", "Send files as multipart/form-data, each in a field named file.");
  }
  try {
    return busboy({
      headers: { "content-type": type },
      defParamCharset: "utf8",
      limits: {
        fileSize: env().maxUploadBytes + 1,
        files: MAX_FILES,
        fields: 50,
        fieldSize: MAX_FIELD_BYTES,
      },
    });
  } catch (cause) {
    throw broken(cause);
  }
}

/** Follows the parser: text fields, and an upload for each `file`. The first failure stops the parser. */
function collect(ctx: Context, parser: busboy.Busboy) {
  const fields: Record<string, string> = {};
  const storing: Promise<string>[] = [];
  let room = env().maxUploadBytes;
  parser.on("field", (name, value) => {
    fields[name] = value;
  });
  parser.on("file", (name, stream, info) => {
    if (name !== "file") {
      stream.resume();
      return;
    }
    const fits = (bytes: number) => {
      room -= bytes;
      if (room < 0) parser.destroy(tooLarge());
      return room >= 0;
    };
    // A body may break off before anybody reads this part: an error that nobody hears would end the process.
    stream.on("error", () => {});
    const stored = storeUpload(ctx, counted(stream, fits), cleanFilename(info.filename ?? ""));
    stored.catch((error: Error) => parser.destroy(error));
    storing.push(stored);
  });
  parser.on("filesLimit", () => parser.destroy(tooMany()));
  return { fields, storing };
}

/** The same bytes; throws 413 as soon as there is no room for more. */
async function* counted(
  source: AsyncIterable<Buffer>,
  fits: (bytes: number) => boolean,
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    if (!fits(chunk.length)) throw tooLarge();
    yield chunk;
  }
}

async function* hashed(source: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}

async function storeUpload(ctx: Context, bytes: AsyncIterable<Buffer>, filename: string): Promise<string> {
  const id = newId();
  const storageKey = uploadKey(ctx.workspaceId, id);
  const hash = createHash("sha256");
  const { byte_size } = await storage().put(Readable.from(hashed(bytes, hash)), storageKey);
  const fingerprint = hash.digest("hex");
  const owner = { workspaceId: ctx.workspaceId, userId: userIdOf(ctx) };
  try {
    await db().upload.create({
      data: { id, ...owner, filename, byteSize: byte_size, fingerprint, status: "complete", storageKey },
    });
  } catch (error) {
    await storage().remove(storageKey);
    throw error;
  }
  return id;
}

function nodeStream(request: Request): NodeWebStream {
  if (request.body === null) throw new AppError("bad_request", "The request has no body.");
  return sameStream(request.body);
}

/** Holds because in Node both names mean one class; the DOM's declaration only lacks Node's iterator types. */
function sameStream(stream: ReadableStream): NodeWebStream {
  return stream as NodeWebStream;
}

function noFile(): AppError {
  const message = "There is no file in the request. Send it in a field named file.";
  return new AppError("invalid", message, { errors: [{ path: "file", message: "is missing" }] });
}

function tooMany(): AppError {
  return new AppError("invalid", `At most ${MAX_FILES} files can be sent at once.`);
}

function broken(cause: unknown): AppError {
  return new AppError("bad_request", "The upload broke off or is not valid multipart/form-data.", { cause });
}
