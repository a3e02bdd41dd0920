import "server-only";
import type { z } from "zod";
import { AppError, type FieldError } from "#lib/core/errors.ts";
import { inWords } from "#lib/core/in-words.ts";
import { type PageQuery, pageQuery } from "#lib/core/schema.ts";

/** A JSON reply. */
export function json(data: unknown, init?: ResponseInit): Response {
  return Response.json(data, init);
}

/** 204. */
export function noContent(headers?: HeadersInit): Response {
  return new Response(null, { status: 204, headers });
}

/** `?limit=&cursor=` of a list; 422 when out of range. */
export function pageOf(url: URL): PageQuery {
  return parseOrInvalid(
    pageQuery,
    Object.fromEntries(url.searchParams),
    "The query of this address is not valid.",
  );
}

/** Parses what a caller sent; its faults are a 422 with their paths. */
export function parseOrInvalid<T extends z.ZodType>(
  schema: T,
  value: unknown,
  sentence: string,
): z.output<T> {
  const parsed = schema.safeParse(value, { error: inWords });
  if (parsed.success) return parsed.data;
  throw invalidFrom(parsed.error, sentence);
}

/** The 422 of a zod error: each fault by its path, and the first one in the sentence. */
export function invalidFrom(error: z.ZodError, sentence: string): AppError {
  const errors = fieldErrors(error);
  const first = errors[0];
  const detail = first ? `${sentence} ${first.path ? `${first.path}: ` : ""}${first.message}` : sentence;
  return new AppError("invalid", detail, { errors, cause: error });
}

export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
}
