import "server-only";
import { type Context, userIdOf } from "#lib/core/context.ts";
import { env } from "#lib/core/env.ts";
import { AppError, notFound } from "#lib/core/errors.ts";
import { isId } from "#lib/core/ids.ts";
import { db } from "#lib/db/client.ts";
import type { Upload } from "#lib/db/generated/client.ts";
import { requireUploadRate, tooLarge } from "#lib/ingest/upload-limits.ts";
import { completeUpload, tus, uploadIdOf } from "./tus-server.ts";

/**
 * Answers one request of the tus 1.0 protocol (creation, creation-with-upload, deferred length, termination,
 * expiration). An upload that is another's does not exist. What the protocol refuses is thrown as `AppError`.
 */
export async function handleTus({ ctx, request }: { ctx: Context; request: Request }): Promise<Response> {
  if (request.method === "POST") return create(ctx, request);
  return handleUpload(ctx, request);
}

/** A `POST` to an upload's own address: the method that a client behind a strict proxy could not send is in a header. */
export async function handleOverridden({
  ctx,
  request,
}: {
  ctx: Context;
  request: Request;
}): Promise<Response> {
  const method = request.headers.get("x-http-method-override")?.toUpperCase() ?? "";
  if (!["HEAD", "PATCH", "DELETE"].includes(method)) throw notFound("address");
  return handleUpload(
    ctx,
    method === "PATCH" ? asPatch(request) : new Request(request.url, { method, headers: request.headers }),
  );
}

async function handleUpload(ctx: Context, request: Request): Promise<Response> {
  const upload = await findOwn(ctx, uploadIdOf(request));
  const response = await ask(ctx, request);
  if (request.method === "HEAD") await completeLate(upload, response);
  if (request.method === "DELETE")
    await db().upload.deleteMany({ where: { id: upload.id, status: { not: "consumed" } } });
  return response;
}

/** What this server can do, for anybody. */
export async function describeTus(request: Request): Promise<Response> {
  return ours(await tus().server.handleWeb(request));
}

async function create(ctx: Context, request: Request): Promise<Response> {
  const length = Number(request.headers.get("upload-length") ?? 0);
  if (length > env().maxUploadBytes) throw tooLarge();
  await requireUploadRate(ctx);
  return ask(ctx, request);
}

async function findOwn(ctx: Context, id: string): Promise<Upload> {
  const where = { id, workspaceId: ctx.workspaceId, userId: userIdOf(ctx) };
  const upload = isId(id) ? await db().upload.findFirst({ where }) : null;
  if (upload === null) throw notFound("upload");
  return upload;
}

async function ask(ctx: Context, request: Request): Promise<Response> {
  const { server, contexts, failures } = tus();
  contexts.set(request, ctx);
  const response = await server.handleWeb(request);
  if (response.status < 400) return ours(response);
  const failure = failures.get(request);
  // An error of ours passes as it is; the server's own are plain objects with a status.
  if (failure instanceof Error && !("status_code" in failure)) throw failure;
  throw refusal(response.status, await response.text());
}

/** A process may have died between an upload's last byte and its row: who asks how far it is completes it. */
async function completeLate(upload: Upload, response: Response): Promise<void> {
  const offset = response.headers.get("upload-offset");
  if (upload.status !== "receiving" || offset === null) return;
  if (offset === response.headers.get("upload-length")) await completeUpload(upload.id, Number(offset), null);
}

/** CORS is the API's matter: the library would open it to every origin. */
function ours(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const name of [...headers.keys()]) if (name.startsWith("access-control-")) headers.delete(name);
  return new Response(response.body, { status: response.status, headers });
}

function refusal(status: number, text: string): AppError {
  const words = text.trim().replace(/\.?$/, ".");
  if (status === 404 || status === 410) return notFound("upload");
  if (status === 409)
    return new AppError(
      "conflict",
      "Upload-Offset does not match what has arrived. Ask for it with HEAD and go on from there.",
    );
  if (status === 413) return tooLarge();
  if (status < 500 || status === 501)
    return new AppError("bad_request", `The tus request is not valid. ${words}`);
  return new AppError("unavailable", `The upload could not be written. ${words}`, {
    cause: text,
    retryAfter: 5,
  });
}

function asPatch({ url, headers, body }: Request): Request {
  const init = { method: "PATCH", headers, body, duplex: "half" };
  return new Request(url, init);
}
