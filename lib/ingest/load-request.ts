import "server-only";
import { z } from "zod";
import type { Dataset, Prisma } from "#lib/db/generated/client.ts";
import { dialectWish, formatName } from "./worker/messages.ts";

/** What a load is to do differently from the first one; kept with the row until it has ended. */
export const loadRequest = z.object({
  dialect: dialectWish.nullable(),
  /** Bytes that take the place of the original's once they are loaded. */
  replacement: z
    .object({
      key: z.string(),
      filename: z.string(),
      byte_size: z.number().int(),
      fingerprint: z.string().nullable().default(null),
      format: formatName,
      source_part: z.string().nullable(),
    })
    .nullable(),
});
export type LoadRequest = z.infer<typeof loadRequest>;

export function requestOf(stored: Prisma.JsonValue): LoadRequest | null {
  return stored === null ? null : loadRequest.parse(stored);
}

/** Every key that a dataset's bytes may be under. */
export function keysOf(
  row: Pick<Dataset, "originalKey" | "parquetKey" | "rejectsKey" | "request">,
): string[] {
  const keys = [row.originalKey, row.parquetKey, row.rejectsKey, requestOf(row.request)?.replacement?.key];
  return keys.filter((key) => typeof key === "string");
}
