import { isTime } from "#lib/analysis/source.ts";
import type { Group, OrderTerm } from "./kind.ts";
import { byGroups } from "./select.ts";

/** Groups in time by time; others by the value, largest first. Ties by the groups. */
export function byValue(groups: Group[], value: string): OrderTerm[] {
  if (groups.some(({ column }) => isTime(column))) return byGroups(groups);
  return [{ by: value, direction: "desc" }, ...byGroups(groups)];
}
