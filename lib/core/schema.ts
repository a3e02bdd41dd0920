import { z } from "zod";

/** A JSON value as it travels on the wire. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export const json: z.ZodType<Json> = z.json() as z.ZodType<Json>;

/** Whether PostgreSQL can keep a value as `jsonb`: no U+0000 and no half of a surrogate pair in its texts and keys. */
export function isStorable(value: Json): boolean {
  if (typeof value === "string") return !/\p{Surrogate}|\0/u.test(value);
  if (value === null || typeof value !== "object") return true;
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item));
}

export const isoTime = z.iso.datetime();

/** A page of a list: `count` is all matches, `next_cursor` null on the last page. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), count: z.number().int(), next_cursor: z.string().nullable() });
export interface ListOf<T> {
  data: T[];
  count: number;
  next_cursor: string | null;
}

/** `?limit=&cursor=` of every list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.infer<typeof pageQuery>;
