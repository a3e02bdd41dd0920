import "server-only";
import type { Json } from "#lib/core/schema.ts";
import type { Prisma } from "#lib/db/generated/client.ts";

/**
 * A JSON value as PostgreSQL can keep it: `jsonb` has no U+0000, which a cell of somebody's data may hold;
 * it becomes U+FFFD, the sign for what cannot be shown.
 */
export function storedJson(value: Json): Prisma.InputJsonValue {
  return inputOf(withoutNul(value));
}

function withoutNul(value: Json): Json {
  if (typeof value === "string") return value.includes("\0") ? value.replaceAll("\0", "\uFFFD") : value;
  if (Array.isArray(value)) return value.map(withoutNul);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replaceAll("\0", "\uFFFD"), withoutNul(item)]),
  );
}

/** Holds because columns of ours are never JSON null at the top; Prisma's type excludes only that. */
function inputOf(value: Json): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}
