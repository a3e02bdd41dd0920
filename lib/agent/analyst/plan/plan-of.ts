import type { Fn, Group, Intent, Measure } from "#lib/agent/analyst/intent.ts";
import { isSortedByValue } from "#lib/agent/analyst/sql/measure-sql.ts";
import type { Json } from "#lib/core/schema.ts";
import { planFilters } from "./plan-filters.ts";

export type Plan = { [field: string]: Json };

/** An intent as a plan. */
export interface Planned {
  plan: Plan;
  /** The Result's columns as the sentences read them: groups in the intent's order, then figures. */
  columns: string[];
}

export const OPERATIONS: Record<Fn, string> = {
  count: "count",
  count_distinct: "count_distinct",
  sum: "sum",
  avg: "mean",
  min: "min",
  max: "max",
  median: "median",
  stddev: "std",
  variance: "var",
};
/** What plans call their figures; a group of that name would be renamed. */
const FIGURES = new Set(["value", "share", "period", "change", "change_ratio"]);
const MOST_TOP = 1_000;

/** The plan that computes an intent; null for what a plan cannot say: joins, several measures, rows, some conditions. */
export function planOf(intent: Intent): Planned | null {
  const [table, ...others] = intent.tables;
  const filters = planFilters(intent.filters);
  if (table === undefined || others.length > 0 || filters === null) return null;
  const made = planFor(intent);
  if (made === null) return null;
  const base: Plan = { table, ...(filters.length > 0 && { filters }) };
  return { ...made, plan: { operation: made.plan.operation ?? "", ...base, ...made.plan } };
}

function planFor(intent: Intent): Planned | null {
  if (intent.kind === "correlation") return correlationPlan(intent);
  const [measure, ...others] = intent.measures;
  const isNameTaken = intent.groups.some(({ column }) => FIGURES.has(column.name.toLowerCase()));
  if (!measure || others.length > 0 || isNameTaken) return null;
  if (intent.kind === "share") return sharePlan(intent, measure);
  if (intent.kind !== "measure") return null;
  const time = intent.groups.find(({ grain }) => grain !== null);
  return time ? trendPlan(intent, measure, time) : valuePlan(intent, measure);
}

/** The chart asked for, where the operation can be drawn so; years that are numbers run like any time. */
function chartOf({ hint, groups, order }: Intent, fitting: string[]): Plan {
  const [only, ...others] = groups;
  const isYear = only?.column.kind === "number" && only.column.words.at(-1) === "year";
  const usual = isYear && others.length === 0 && order === null ? "line" : null;
  const type = hint === "pie" ? "arc" : (hint ?? usual);
  return type !== null && fitting.includes(type) ? { chart_type: type } : {};
}

const targetOf = ({ column }: Measure): Plan => (column ? { target_column: column.name } : {});
const namesOf = (groups: Group[]): string[] => groups.map(({ column }) => column.name);
const groupedBy = (groups: Group[]): Plan => (groups.length > 0 ? { group_by: namesOf(groups) } : {});

function valuePlan(intent: Intent, measure: Measure): Planned {
  const { groups, order, limit } = intent;
  const columns = [...namesOf(groups), "value"];
  const isRanked = groups.length > 0 && order !== null && limit !== null && limit <= MOST_TOP;
  if (isRanked && (intent.hint === null || intent.hint === "bar" || intent.hint === "pie")) {
    const by: Plan = measure.column ? { by: OPERATIONS[measure.fn] } : {};
    const chart = chartOf(intent, ["bar", "arc"]);
    const operation = order === "asc" ? "bottom" : "top";
    return {
      plan: { operation, ...targetOf(measure), ...by, n: limit, ...groupedBy(groups), ...chart },
      columns,
    };
  }
  const [first] = namesOf(groups);
  const along: Plan = { order: { by: first ?? "", direction: "asc" } };
  const smallest: Plan = order === "asc" ? { order: { by: "value", direction: "asc" } } : {};
  const ordered = groups.length === 0 ? {} : isSortedByValue(intent) ? smallest : along;
  const plan: Plan = {
    operation: OPERATIONS[measure.fn],
    ...targetOf(measure),
    ...groupedBy(groups),
    ...ordered,
    ...(limit !== null && groups.length > 0 && { limit }),
    ...(groups.length > 0 && chartOf(intent, ["bar", "line", "heatmap", "area", "arc"])),
  };
  return { plan, columns };
}

function trendPlan(intent: Intent, measure: Measure, time: Group): Planned | null {
  const { groups, order, limit } = intent;
  const isCounted = measure.fn === "count" || measure.fn === "count_distinct";
  const others = groups.filter((group) => group !== time);
  const isTwice = others.some(({ grain }) => grain !== null);
  if (isTwice || (!isCounted && measure.column?.kind !== "number")) return null;
  const plan: Plan = {
    operation: "trend",
    ...targetOf(measure),
    time_column: time.column.name,
    time_grain: time.grain,
    aggregate: OPERATIONS[measure.fn],
    ...groupedBy(others),
    ...(order !== null && { order: { by: "value", direction: order } }),
    ...(limit !== null && { limit }),
    ...chartOf(intent, ["line", "area", "bar"]),
  };
  return {
    plan,
    columns: [...groups.map((group) => (group === time ? "period" : group.column.name)), "value"],
  };
}

function sharePlan(intent: Intent, measure: Measure): Planned | null {
  const { groups, limit, order } = intent;
  const isPart = measure.fn === "count" || measure.fn === "sum";
  if (!isPart || groups.length === 0 || groups.some(({ grain }) => grain !== null)) return null;
  const plan: Plan = {
    operation: "share",
    ...targetOf(measure),
    measure: measure.fn,
    ...groupedBy(groups),
    ...(order === "asc" && { order: { by: "value", direction: "asc" } }),
    ...(limit !== null && { limit }),
    ...chartOf(intent, ["bar", "arc"]),
  };
  return { plan, columns: [...namesOf(groups), "value", "share"] };
}

function correlationPlan({ columns: [x, y] }: Intent): Planned | null {
  if (!x || !y) return null;
  const plan = { operation: "correlation", x_axis: x.name, y_axis: y.name };
  return { plan, columns: ["r", "p_value", "n"] };
}
