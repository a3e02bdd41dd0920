import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { readText } from "#lib/http/read-json.ts";
import { parseOrInvalid, readJson } from "#lib/http/route.ts";
import { discardUploads } from "#lib/ingest/discard-uploads.ts";
import { receiveMultipart } from "#lib/ingest/receive-multipart.ts";
import { type DialectWish, rereadRequest } from "#lib/ingest/schema.ts";

interface Reload {
  dialect: DialectWish | null;
  upload_id?: string;
}

/** A JSON body `{dialect?}`, none at all, or multipart with the new `file` and maybe `dialect` as JSON text. */
export async function readReload(ctx: Context, request: Request): Promise<Reload> {
  const type = request.headers.get("content-type");
  if (type === null && (await readText(request)) === "") return { dialect: null };
  if (!/^multipart\//i.test(type ?? "")) return readJson(request, rereadRequest);
  const { upload_ids, fields } = await receiveMultipart({ ctx, request });
  try {
    const [upload_id, ...more] = upload_ids;
    if (upload_id === undefined || more.length > 0) throw oneFile();
    const wish = fields.dialect ? jsonOf(fields.dialect) : null;
    return { ...parseOrInvalid(rereadRequest, { dialect: wish }, "The request is not valid."), upload_id };
  } catch (error) {
    await discardUploads({ ctx, input: { upload_ids } });
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("bad_request", "The field dialect is not valid JSON.", { cause });
  }
}

function oneFile(): AppError {
  const message = "A table is loaded again from one file: send one field named file.";
  return new AppError("invalid", message, { errors: [{ path: "file", message }] });
}
