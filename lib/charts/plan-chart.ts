import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import { arcs, band, bars, boxes, heatmap, histogram, lines, points } from "./plan/marks.ts";
import { type Drawn, factsOfPlan, type PlanChartQuestion, type PlanFacts } from "./plan/plan-facts.ts";
import { capital, measureTitle } from "./plan/titles.ts";
import { SERIES_COLORS } from "./theme.ts";
import { CHART_ROWS } from "./with-data.ts";

export type { PlanChartQuestion } from "./plan/plan-facts.ts";

/** How many can still be told apart, unless the plan asks for the chart by name. */
const SERIES = SERIES_COLORS.length;
const INNER = 6;
const PARTS = 6;
const BARS = 60;

type Draw = (facts: PlanFacts) => VegaLiteSpec | null;

const DRAWINGS: Record<string, Draw> = {
  quantile: (facts) => over(facts, "q", "value"),
  trend: (facts) => over(facts, "period", "value"),
  distribution: spreadOf,
  missing_values: (facts) => pair(facts, "column", "missing", bars),
  spread: ({ groups, plan }) => (groups.length > 1 ? null : boxes(groups[0], String(plan.target_column))),
  correlation: correlationOf,
  regression: (facts) => (facts.chart_type === "bar" ? pair(facts, "term", "estimate", bars) : null),
  forecast: forecastOf,
  anomalies: anomaliesOf,
  compare: compareOf,
};

/**
 * The chart that shows a plan's Result, or null when a sentence or a table says it better. A pure decision over the
 * plan, the Result's shape and its first rows; `chart_type` is honoured where it fits. Computes nothing: boxes and
 * bins are columns of the Result.
 */
export function planChart(question: PlanChartQuestion): VegaLiteSpec | null {
  const { plan, row_count, text } = question;
  if (plan.chart_type === "none" || plan.chart_type === "table") return null;
  const facts = factsOfPlan(question);
  const least = plan.operation === "spread" ? 1 : 2;
  if (row_count < least || row_count > CHART_ROWS) return null;
  const drawn = (DRAWINGS[plan.operation] ?? valuesOf)(facts);
  if (drawn === null) return null;
  const title = question.title ?? planTitle(question);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title,
    description: `${markOf(drawn)} of ${title}. ${text}`.slice(0, 1000),
    data: { name: "result" },
    ...drawn,
  };
}

/** What a plan's chart shows, without figures: "Total amount by region". */
export function planTitle({
  plan,
  columns,
  groups,
}: Pick<PlanChartQuestion, "plan" | "columns" | "groups">): string {
  const by = columns.slice(0, groups).map(({ name }) => name.replace(/ \(group\)$/, ""));
  const grain = plan.operation === "trend" || plan.operation === "forecast" ? [String(plan.time_grain)] : [];
  const of = plan.target_column === undefined ? "" : ` of ${String(plan.target_column)}`;
  const what = [
    "distribution",
    "anomalies",
    "spread",
    "regression",
    "correlation",
    "missing_values",
  ].includes(plan.operation)
    ? `${capital(plan.operation.replaceAll("_", " "))}${of}`
    : plan.operation === "share"
      ? `Share of ${plan.target_column === undefined ? "rows" : String(plan.target_column)}`
      : measureTitle(plan);
  const all = [...grain, ...by];
  return all.length === 0 ? what : `${what} by ${all.join(" and ")}`;
}

/** A value for each group, of one or two columns. */
function valuesOf(facts: PlanFacts): VegaLiteSpec | null {
  const { groups, outputs, chart_type, row_count } = facts;
  const value = facts.operation === "share" ? outputs.get("share") : outputs.get("value");
  const [first, second] = groups;
  if (!value || !first || groups.length > 2 || value.kind !== "number") return null;
  if (second) return twoGroups(first, second, value, facts);
  if (chart_type === "heatmap") return null;
  if (chart_type === "arc" || (chart_type === undefined && facts.operation === "share" && row_count <= PARTS))
    return value.has_negative ? bars(first, value) : arcs(first, value);
  if (chart_type === "line" || chart_type === "area") return lines(first, value, undefined, chart_type);
  if (chart_type === undefined && first.kind === "time") return lines(first, value, undefined);
  return chart_type === "bar" || row_count <= BARS ? bars(first, value) : null;
}

function twoGroups(a: Drawn, b: Drawn, value: Drawn, { chart_type }: PlanFacts): VegaLiteSpec | null {
  const [time, other] = a.kind === "time" ? [a, b] : b.kind === "time" ? [b, a] : [undefined, undefined];
  const isLine = chart_type === "line" || chart_type === "area";
  if (time && other && (isLine || chart_type === undefined) && other.distinct <= SERIES)
    return lines(time, value, other, isLine ? chart_type : "line");
  const [outer, inner] = a.distinct >= b.distinct ? [a, b] : [b, a];
  if (isLine) return inner.distinct <= SERIES ? lines(outer, value, inner, chart_type) : null;
  if (chart_type === "bar" || (chart_type === undefined && inner.distinct <= INNER && outer.distinct <= 24))
    return inner.distinct <= SERIES ? bars(outer, value, inner) : null;
  if (chart_type === "arc") return null;
  return outer.distinct * inner.distinct <= 2_500 ? heatmap(outer, inner, value) : null;
}

/** A value over an order, by at most one group. */
function over({ groups, outputs, chart_type }: PlanFacts, x: string, y: string): VegaLiteSpec | null {
  const [place, value] = [outputs.get(x), outputs.get(y)];
  const [group] = groups;
  if (!place || !value || groups.length > 1 || (group && group.distinct > SERIES)) return null;
  if (chart_type === "bar") return bars(place, value, group);
  return lines(place, value, group, chart_type === "area" ? "area" : "line");
}

function spreadOf({ groups, outputs, plan }: PlanFacts): VegaLiteSpec | null {
  const [start, end, count, value] = ["bin_start", "bin_end", "count", "value"].map((name) =>
    outputs.get(name),
  );
  if (!count) return null;
  const [group] = groups;
  if (start && end) {
    const drawn = histogram(start, end, count, String(plan.target_column));
    return group ? faceted(drawn, group) : drawn;
  }
  if (!value || value.distinct > BARS) return null;
  return group && group.distinct > SERIES ? null : bars(value, count, group);
}

/** The same chart once a group, one below the other, over the same axes. */
function faceted(drawn: VegaLiteSpec, { name, title, distinct }: Drawn): VegaLiteSpec | null {
  if (distinct > 12) return null;
  return { facet: { row: { field: name, type: "nominal", title } }, spec: { height: 90, ...drawn } };
}

function pair(
  { groups, outputs, row_count }: PlanFacts,
  category: string,
  value: string,
  draw: (category: Drawn, value: Drawn) => VegaLiteSpec,
): VegaLiteSpec | null {
  const [a, b] = [outputs.get(category), outputs.get(value)];
  return a && b && groups.length === 0 && row_count <= 200 ? draw(a, b) : null;
}

function correlationOf(facts: PlanFacts): VegaLiteSpec | null {
  const [x, y, r] = ["x", "y", "r"].map((name) => facts.outputs.get(name));
  if (!x || !y || !r || facts.groups.length > 0) return null;
  return facts.chart_type === "bar" ? bars(y, r) : heatmap(x, y, r, [-1, 1]);
}

function forecastOf({ groups, outputs }: PlanFacts): VegaLiteSpec | null {
  const [period, value, kind] = ["period", "value", "kind"].map((name) => outputs.get(name));
  return period && value && kind && groups.length === 0 ? band(period, value, kind) : null;
}

function anomaliesOf({ groups, outputs, plan }: PlanFacts): VegaLiteSpec | null {
  const time = typeof plan.time_column === "string" ? outputs.get(plan.time_column) : undefined;
  const value = outputs.get(String(plan.target_column));
  const score = outputs.get("score");
  if (!value || !score || groups.length > 0) return null;
  return points(time ?? value, time ? value : score, time ? score : undefined);
}

function compareOf({ groups, outputs }: PlanFacts): VegaLiteSpec | null {
  const group = outputs.get("group") ?? groups[0];
  const mean = outputs.get("mean");
  return group && mean && group.distinct <= BARS ? bars(group, mean) : null;
}

function markOf(drawn: VegaLiteSpec): string {
  const text = JSON.stringify(drawn);
  if (text.includes('"q1"')) return "Box plot";
  const names: [string, string][] = [
    ['"arc"', "Pie chart"],
    ['"rect"', "Heatmap"],
    ['"binSpacing"', "Histogram"],
    ['"point","tooltip"', "Scatter plot"],
    ['"line"', "Line chart"],
    ['"area"', "Area chart"],
  ];
  return names.find(([sign]) => text.includes(sign))?.[1] ?? "Bar chart";
}
