import { problemOf } from "#components/ui/problem-of.ts";
import type { Json } from "#lib/core/schema.ts";

/** Rows of a stored result. @throws Error with a sentence for the person. */
export async function readRows(
  path: string,
  range: { offset: number; limit: number },
  signal?: AbortSignal,
): Promise<Json[][]> {
  const query = new URLSearchParams({
    format: "json",
    offset: String(range.offset),
    limit: String(range.limit),
  });
  const reply = await fetch(`${path}?${query}`, signal ? { signal } : {});
  if (!reply.ok) throw new Error(await problemOf(reply));
  return asRows(await reply.json()).rows;
}

/** Our own server wrote this reply from the contract's schema; zod would weigh more than the page that asks. */
function asRows(body: unknown): { rows: Json[][] } {
  return body as { rows: Json[][] };
}
