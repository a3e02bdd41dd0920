import "server-only";
import type { z } from "zod";
import { AppError } from "#lib/core/errors.ts";
import { parseOrInvalid } from "#lib/http/reply.ts";

const MAX_BYTES = 1024 * 1024;
/** Far deeper than any honest body; what walks a value recursively runs out of stack somewhere above 1,000. */
const MAX_DEPTH = 100;
const JSON_TYPE = /^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i;

/**
 * A request's JSON body, parsed by `schema`. 415 for another type, 413 beyond 1 MiB, 400 for what is no JSON
 * or nests beyond 100 levels, 422 for what the schema refuses.
 */
export async function readJson<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T>> {
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? "")) {
    throw new AppError("unsupported_type", "Send the body as JSON, with Content-Type: application/json.");
  }
  const text = await readText(request);
  return parseOrInvalid(schema, parseJson(text), "The request is not valid.");
}

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError("bad_request", "The body is not valid JSON.", { cause });
  }
  if (nestsBeyond(MAX_DEPTH, value))
    throw new AppError("bad_request", `The body nests lists and objects deeper than ${MAX_DEPTH} levels.`);
  return value;
}

function nestsBeyond(depth: number, value: unknown): boolean {
  let level = [value];
  for (let at = 0; at <= depth && level.length > 0; at++) level = level.flatMap(itemsOf);
  return level.length > 0;
}

function itemsOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}

/** The body as UTF-8 text of at most 1 MiB, given up as soon as it grows too large, whatever its announced length. */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BYTES) throw tooLarge();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > MAX_BYTES) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("bad_request", "The body could not be read as UTF-8 text.", { cause });
  }
}

function tooLarge(): AppError {
  return new AppError("too_large", "The body is larger than 1 MiB.");
}
