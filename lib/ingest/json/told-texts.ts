import { isDeepStrictEqual } from "node:util";
import type { Coercion } from "#lib/datasets/schema.ts";
import { OFFSET_NOTE } from "#lib/ingest/types/time-pattern.ts";
import type { OddTexts } from "./place.ts";
import type { Leaf } from "./structure.ts";

/** What the receipt says of columns of texts that nearly all are times. */
export function toldTexts(
  odd: OddTexts[],
  leaves: Leaf[],
  names: string[],
): { warnings: string[]; coerced: Coercion[] } {
  const warnings: string[] = [];
  const coerced: Coercion[] = [];
  for (const { path, is, type, count, text, row } of odd) {
    const found = is === "no time" ? "VARCHAR" : type;
    const at = leaves.findIndex((leaf) => leaf.found === found && isDeepStrictEqual(leaf.path, path));
    const column = names[at];
    if (column === undefined) continue;
    if (is === "offset") {
      const to = "TIMESTAMP WITH TIME ZONE";
      coerced.push({ column, from: "time zone offset", to, count, note: OFFSET_NOTE });
      continue;
    }
    if (is === "midnight") {
      const note = "Dates without a time are their midnight.";
      coerced.push({ column, from: "date without time", to: type, count, note });
      continue;
    }
    const more = count > 1 ? `, and ${count - 1} more like it` : "";
    const what = type === "DATE" ? "no ISO date" : "no ISO date with a time";
    warnings.push(`"${column}" stays text: "${text}" in row ${row} is ${what}${more}.`);
  }
  return { warnings, coerced };
}
