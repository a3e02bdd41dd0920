import { columnLabel, sentenceCase } from "#lib/agent/analyst/column-label.ts";
import type { Analysis, Request } from "#lib/agent/analyst/intent.ts";
import { groupLabel, measureLabel } from "#lib/agent/analyst/label.ts";
import { sayPart } from "#lib/agent/analyst/say/analysis/parts.ts";
import { sayConditions } from "#lib/agent/analyst/say/conditions.ts";
import { sayList } from "#lib/agent/analyst/say/number.ts";
import { planFilters } from "./plan-filters.ts";
import { OPERATIONS, type Plan } from "./plan-of.ts";

/** The plan of a request; null when one of its conditions cannot be said in a plan. */
export function requestPlan({ analysis, table, groups, filters }: Request): Plan | null {
  const said = planFilters(filters);
  if (said === null) return null;
  return {
    operation: analysis.operation,
    table,
    ...fieldsOf(analysis),
    ...(said.length > 0 && { filters: said }),
    ...(groups.length > 0 && { group_by: groups.map(({ column }) => column.name) }),
  };
}

function fieldsOf(analysis: Analysis): Plan {
  switch (analysis.operation) {
    case "quantile":
      return { target_column: analysis.column.name, q: analysis.parts };
    case "trend":
    case "forecast":
      return seriesFields(analysis);
    case "anomalies":
      return { target_column: analysis.column.name, method: analysis.method };
    case "regression":
      return { x_axis: analysis.predictors.map(({ name }) => name), y_axis: analysis.outcome.name };
    case "compare":
      return {
        target_column: analysis.column.name,
        test: analysis.test,
        group_by: [analysis.group.name],
      };
    case "chi_squared":
      return { x_axis: analysis.x.name, y_axis: analysis.y.name };
    case "correlation":
      return { columns: analysis.columns.map(({ name }) => name), method: analysis.method };
    case "missing_values":
      return analysis.columns.length > 0 ? { columns: analysis.columns.map(({ name }) => name) } : {};
    default:
      return { target_column: analysis.column.name };
  }
}

function seriesFields(analysis: Extract<Analysis, { operation: "trend" | "forecast" }>): Plan {
  const { measure, time, grain } = analysis;
  const fields: Plan = {
    ...(measure.column && { target_column: measure.column.name }),
    time_column: time.name,
    time_grain: grain,
    aggregate: OPERATIONS[measure.fn],
  };
  if (analysis.operation === "forecast") return { ...fields, horizon: analysis.horizon };
  const { ranked } = analysis;
  return ranked ? { ...fields, order: { by: ranked.by, direction: ranked.direction } } : fields;
}

function subjectOf(analysis: Analysis): string {
  switch (analysis.operation) {
    case "quantile":
      return `${sayList(analysis.parts.map(sayPart))} of ${columnLabel(analysis.column)}`;
    case "trend":
      return `change of the ${measureLabel(analysis.measure)} by ${analysis.grain}`;
    case "forecast":
      return `forecast of the ${measureLabel(analysis.measure)} by ${analysis.grain}`;
    case "anomalies":
      return `unusual values of ${columnLabel(analysis.column)}`;
    case "regression":
      return `effect of ${sayList(analysis.predictors.map(columnLabel))} on ${columnLabel(analysis.outcome)}`;
    case "compare":
      return `${columnLabel(analysis.column)} compared between groups of ${columnLabel(analysis.group)}`;
    case "chi_squared":
      return `association of ${columnLabel(analysis.x)} and ${columnLabel(analysis.y)}`;
    case "correlation":
      return analysis.about
        ? `correlations with ${columnLabel(analysis.about)}`
        : `correlation of ${sayList(analysis.columns.slice(0, 4).map(columnLabel))}${analysis.columns.length > 4 ? " and more" : ""}`;
    case "missing_values":
      return analysis.columns.length > 0
        ? `missing values of ${sayList(analysis.columns.map(columnLabel))}`
        : "missing values by column";
    case "normality":
      return `normality of ${columnLabel(analysis.column)}`;
    case "mode":
      return `most frequent ${columnLabel(analysis.column)}`;
    case "std_pop":
    case "var_pop":
      return `population ${analysis.operation === "std_pop" ? "standard deviation" : "variance"} of ${columnLabel(analysis.column)}`;
    default:
      return `${analysis.operation} of ${columnLabel(analysis.column)}`;
  }
}

/** What a request finds out, as a title. */
export function requestTitle(request: Request): string {
  const by = request.groups.map(groupLabel).join(" and ");
  const parts = [subjectOf(request.analysis), by === "" ? "" : `by ${by}`, sayConditions(request)];
  return sentenceCase(parts.filter((part) => part !== "").join(" ")).slice(0, 190);
}
