import type { Json } from "#lib/core/schema.ts";
import { numberOf } from "./kinds/cells.ts";
import type { Finished } from "./kinds/kind.ts";
import type { CommonPlan } from "./schema.ts";

/** The rows as the plan orders and limits them; stable, missing values last. */
export function arranged({ columns, rows }: Finished, { order, limit }: CommonPlan): Json[][] {
  const at = order ? columns.findIndex(({ name }) => name === order.by) : -1;
  const sign = order?.direction === "desc" ? -1 : 1;
  const sorted = at < 0 ? rows : rows.toSorted((a, b) => compared(a[at] ?? null, b[at] ?? null, sign));
  return limit === undefined ? sorted : sorted.slice(0, limit);
}

function compared(a: Json, b: Json, sign: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return (x - y) * sign;
  return (String(a) < String(b) ? -1 : Number(String(a) > String(b))) * sign;
}
