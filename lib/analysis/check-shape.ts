import { formatCount } from "#lib/core/format.ts";
import { CHART_LIMITS } from "./chart-limits.ts";
import type { BoundPlan } from "./kinds/define-kind.ts";
import type { Check, Group } from "./kinds/kind.ts";
import type { SourceColumn } from "./source.ts";

/** More groups than this are no answer that anybody reads. */
const MOST_GROUPS = 10_000;

/** The plan's group columns, named so that no output of the operation is called the same. Writes faults of the list. */
export function groupsOf(bound: BoundPlan, check: Check): Group[] {
  const names = bound.plan.group_by ?? [];
  const [least, most] = bound.kind.groups;
  if (names.length < least || names.length > most) check.fault("group_by", groupRule(bound, least, most));
  const outputs = new Set<string>();
  const groups = names.flatMap((name, index): Group[] => {
    const column = check.column(`group_by.${index}`, name);
    if (names.indexOf(name) < index) check.fault(`group_by.${index}`, `"${name}" is in the list twice.`);
    return column ? [{ name, column }] : [];
  });
  if (groups.length === names.length && check.source.columns.length > 0)
    for (const output of bound.outputs(check.source)) outputs.add(output.toLowerCase());
  return groups.map((group) => ({ ...group, name: freeName(group.name, outputs) }));
}

function groupRule({ kind: { operation } }: BoundPlan, least: number, most: number): string {
  if (most === 0) return `${operation} takes no group_by.`;
  if (least === most)
    return `${operation} needs ${least === 1 ? "one group column" : `${least} group columns`}.`;
  return `${operation} takes ${least} to ${most} group columns.`;
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  while (taken.has(free.toLowerCase())) free = `${free} (group)`;
  taken.add(free.toLowerCase());
  return free;
}

/** Whether the Result can be ordered, read and drawn as the plan says. */
export function checkShape(bound: BoundPlan, groups: Group[], check: Check): void {
  if (groups.length < (bound.plan.group_by ?? []).length) return;
  const names = [...groups.map(({ name }) => name), ...bound.outputs(check.source)];
  const { order } = bound.plan;
  if (order !== undefined && !names.includes(order.by))
    check.fault(
      "order.by",
      `The result has no column "${order.by.slice(0, 100)}". Its columns are ${names.join(", ")}.`,
    );
  checkGroups(bound, groups, check);
  checkChart(bound, groups, check);
}

function checkGroups({ plan, kind }: BoundPlan, groups: Group[], check: Check): void {
  const count = groupCount(groups, check);
  if (count === null || count <= MOST_GROUPS || plan.limit !== undefined || kind.operation === "top") return;
  const [widest] = [...groups].sort((a, b) => distinctOf(b.column) - distinctOf(a.column));
  const index = widest ? groups.indexOf(widest) : 0;
  const message = `Too many groups: about ${formatCount(count)}, and ${formatCount(MOST_GROUPS)} can be read at most. Bin "${widest?.column.name}" first, or give a limit.`;
  if (check.source.is_whole) check.fault(`group_by.${index}`, message);
  else check.warn(`group_by.${index}`, message);
}

function checkChart({ plan, kind }: BoundPlan, groups: Group[], check: Check): void {
  const { chart_type } = plan;
  if (chart_type === undefined || chart_type === "table" || chart_type === "none") return;
  if (!kind.charts.includes(chart_type)) {
    const fitting = [...kind.charts, "table", "none"].join(", ");
    check.fault(
      "chart_type",
      `${kind.operation} cannot be drawn as ${chart_type}. Charts for it: ${fitting}.`,
    );
    return;
  }
  const limits = CHART_LIMITS[chart_type];
  const most = limits?.most_groups;
  const count = groupCount(groups, check);
  const shown = Math.min(count ?? 0, plan.limit ?? Number.POSITIVE_INFINITY);
  if (most !== undefined && check.source.is_whole && shown > most)
    check.fault(
      "chart_type",
      `${chart_type} shows at most ${most} groups, and there are about ${formatCount(shown)}. Give a limit, or choose another chart.`,
    );
}

/** About how many groups there are, from the profiles; null when they do not tell. */
function groupCount(groups: Group[], check: Check): number | null {
  if (groups.length === 0 || groups.some(({ column }) => column.profile === null)) return null;
  const product = groups.reduce((count, { column }) => count * distinctOf(column), 1);
  return Math.min(product, check.source.row_count);
}

function distinctOf({ profile }: SourceColumn): number {
  return profile === null ? 0 : profile.distinct + (profile.nulls > 0 ? 1 : 0);
}
