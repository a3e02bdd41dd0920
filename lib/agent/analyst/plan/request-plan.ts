import { columnLabel, sentenceCase } from "#lib/agent/analyst/column-label.ts";
import type { Analysis, Filter, Group, Request } from "#lib/agent/analyst/intent.ts";
import { groupLabel, measureLabel } from "#lib/agent/analyst/label.ts";
import { sayPart } from "#lib/agent/analyst/say/analysis/parts.ts";
import { conditionLabel, sayConditions } from "#lib/agent/analyst/say/conditions.ts";
import { sayList } from "#lib/agent/analyst/say/number.ts";
import { identifier } from "#lib/agent/analyst/sql/identifier.ts";
import { conditionSql } from "#lib/agent/analyst/sql/where.ts";
import { type PlanFilter, planFilters } from "./plan-filters.ts";
import { OPERATIONS, type Plan } from "./plan-of.ts";

/** The plan of a request; null when one of its conditions cannot be said in a plan. */
export function requestPlan({ analysis, table, groups, filters }: Request): Plan | null {
  const said = planFilters(filters);
  if (said === null) return null;
  if (analysis.operation === "rate") return ratePlan({ analysis, table, groups, filters: said });
  return {
    operation: analysis.operation,
    table,
    ...fieldsOf(analysis),
    ...(said.length > 0 && { filters: said }),
    ...(groups.length > 0 && { group_by: groups.map(({ column }) => column.name) }),
  };
}

/** One for each row that meets the condition and nought for the others, and the mean of that. */
function ratePlan({
  analysis: { condition, along },
  table,
  groups,
  filters,
}: {
  analysis: Extract<Analysis, { operation: "rate" }>;
  table: string;
  groups: Group[];
  filters: PlanFilter[];
}): Plan {
  const column = identifier(condition.column.name);
  const met = conditionSql(condition, false);
  const expression = `CASE WHEN ${column} IS NULL THEN NULL WHEN ${met} THEN 1 ELSE 0 END`;
  const fields: Plan = along
    ? { operation: "trend", time_column: along.column.name, time_grain: along.grain, aggregate: "mean" }
    : { operation: "mean" };
  return {
    ...fields,
    table,
    target_column: rateColumn(condition),
    steps: [{ step: "derive", column: rateColumn(condition), expression }],
    ...(filters.length > 0 && { filters }),
    ...(groups.length > 0 && { group_by: groups.map(({ column }) => column.name) }),
  };
}

/** What the derived column is called, in the plan and on the chart's axis. */
export const rateColumn = (condition: Filter): string => `share of ${conditionLabel(condition)}`;

function fieldsOf(analysis: Exclude<Analysis, { operation: "rate" }>): Plan {
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
    case "spread":
      return `distribution of ${columnLabel(analysis.column)}`;
    case "normality":
      return `normality of ${columnLabel(analysis.column)}`;
    case "rate":
      return `share of rows with ${conditionLabel(analysis.condition)}${analysis.along ? ` by ${analysis.along.grain}` : ""}`;
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
