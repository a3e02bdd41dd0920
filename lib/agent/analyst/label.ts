import { columnLabel, sentenceCase } from "./column-label.ts";
import type { Fn, Group, Intent, Measure } from "./intent.ts";
import { sayConditions } from "./say/conditions.ts";

const FN_LABELS: Record<Fn, string> = {
  count: "number of rows",
  count_distinct: "number of different",
  sum: "total",
  avg: "average",
  min: "minimum",
  max: "maximum",
  median: "median",
  stddev: "standard deviation of",
  variance: "variance of",
};

export function measureLabel({ fn, column }: Measure): string {
  if (!column) return FN_LABELS.count;
  const label = columnLabel(column);
  if (column.kind === "time" && (fn === "min" || fn === "max"))
    return `${fn === "min" ? "earliest" : "latest"} ${label}`;
  if (fn === "avg" && /^(average|avg|mean)\b/i.test(label)) return `mean ${label}`;
  return fn === "sum" && /^total\b/i.test(label) ? label : `${FN_LABELS[fn]} ${label}`;
}

export function groupLabel({ column, grain }: Group): string {
  return grain ?? columnLabel(column);
}

function subjectLabel(intent: Intent): string {
  const [a, b] = intent.columns;
  switch (intent.kind) {
    case "describe":
      return `what ${intent.tables.join(" and ")} ${intent.tables.length > 1 ? "hold" : "holds"}`;
    case "rows":
      return `rows of ${intent.tables[0] ?? "the data"}`;
    case "distribution":
      return `distribution of ${a ? columnLabel(a) : "values"}`;
    case "correlation":
      return a && b ? `${columnLabel(a)} and ${columnLabel(b)}` : "correlation";
    default: {
      const measures = intent.measures.map(measureLabel).join(", ");
      return intent.kind === "share" ? `share of ${measures}` : measures;
    }
  }
}

/** What an intent finds out, as a title: "Average amount by region in 2023". */
export function intentLabel(intent: Intent): string {
  const groups = intent.groups.map(groupLabel).join(" and ");
  const parts = [subjectLabel(intent), groups === "" ? "" : `by ${groups}`, sayConditions(intent)];
  return sentenceCase(parts.filter((part) => part !== "").join(" ")).slice(0, 190);
}

const DOING: Partial<Record<Fn, string>> = {
  avg: "Averaging",
  sum: "Adding up",
  count: "Counting",
  count_distinct: "Counting",
};

/** What the analyst is doing now: "Averaging amount by region". */
export function statusOf(intent: Intent): string {
  const [measure] = intent.measures;
  const doing = measure && DOING[measure.fn];
  const groups = intent.groups.map(groupLabel).join(" and ");
  if ((intent.kind === "measure" || intent.kind === "share") && measure && doing)
    return `${doing} ${measure.column ? columnLabel(measure.column) : "rows"}${groups === "" ? "" : ` by ${groups}`}`;
  return `Looking at ${intentLabel(intent).charAt(0).toLowerCase()}${intentLabel(intent).slice(1)}`;
}
