import "server-only";
import { z } from "zod";
import type { Prisma } from "#lib/db/generated/client.ts";
import { stored } from "#lib/sessions/runs/event-rows.ts";
import { messagePart } from "#lib/sessions/schema.ts";

/** A message's stored parts without the rows of these Results; null when it shows none of them. */
export function withoutRows(
  parts: Prisma.JsonValue,
  results: ReadonlySet<string>,
): Prisma.InputJsonValue | null {
  let changed = false;
  const kept = z
    .array(messagePart)
    .parse(parts)
    .map((part) => {
      if (part.type !== "data-query-result" || !results.has(part.data.result_id ?? "")) return part;
      changed = true;
      return { ...part, data: { ...part.data, rows: [], expired: true } };
    });
  return changed ? stored(kept) : null;
}
