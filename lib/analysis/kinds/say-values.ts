import { formatPlural } from "#lib/core/format.ts";
import type { Json } from "#lib/core/schema.ts";
import { numberOf } from "./cells.ts";
import type { Group, Said } from "./kind.ts";
import { sayCell, sayGroup } from "./say.ts";

/** One value as a sentence, or the ends of the values by group. `what` is like "The average of amount". */
export function sayValues(result: Said, groups: Group[], what: string): string {
  const at = groups.length;
  const [first] = result.rows;
  if (first === undefined) return `${what}: there are no rows to compute it from.`;
  if (at === 0)
    return first[0] === null ? `${what} is not there: no values.` : `${what} is ${sayCell(first[0])}.`;
  const by = groups.map(({ column }) => column.name).join(" and ");
  const only = `${what} by ${by}: ${sayGroup(first, at)} has ${sayCell(first[at])}.`;
  const known = result.rows.filter((row) => row[at] !== null && row[at] !== "NaN");
  if (result.rows.length === 1 || known.length === 0) return only;
  if (result.row_count > result.rows.length) {
    return `${what} for each ${by}, in ${formatPlural(result.row_count, "group")}; the first is ${sayGroup(first, at)} with ${sayCell(first[at])}.`;
  }
  const [high, low] = [ends(known, at, 1), ends(known, at, -1)];
  if (!high || !low) return only;
  return `${what} by ${by} is highest for ${sayGroup(high, at)} (${sayCell(high[at])}) and lowest for ${sayGroup(low, at)} (${sayCell(low[at])}).`;
}

/** The first row with the largest (1) or smallest (-1) cell. */
function ends(rows: Json[][], at: number, sign: 1 | -1): Json[] | undefined {
  return rows.reduce<Json[] | undefined>((best, row) => {
    if (best === undefined) return row;
    return compare(row[at] ?? null, best[at] ?? null) * sign > 0 ? row : best;
  }, undefined);
}

function compare(a: Json, b: Json): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return x - y;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
