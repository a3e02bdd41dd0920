import type { PlanStep } from "#lib/analysis/schema.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { isNameFree, type Staged, type StepPlace, withColumn } from "./step.ts";

const BINS = 10;
type Bin = Extract<PlanStep, { step: "bin" }>;

/**
 * A new column with the lower end of the bin that a number falls into: `bins` of equal width from the smallest to
 * the largest value, or between `edges`. The last bin holds its upper end; outside of the edges is null.
 */
export function binStep(step: Bin, { check }: StepPlace): Staged | null {
  const column = check.number("column", step.column);
  const isFree = isNameFree(check, "into", step.into);
  if (step.bins !== undefined && step.edges !== undefined)
    check.fault("edges", "Give bins or edges, not both.");
  const edges = step.edges ?? [];
  const unsorted = edges.findIndex((edge, index) => index > 0 && edge <= (edges[index - 1] ?? edge));
  if (unsorted > 0) check.fault(`edges.${unsorted}`, "Edges grow from one to the next.");
  if (!column || !isFree || unsorted > 0) return null;
  const { source } = check;
  const value = `CAST(r.${quoteIdentifier(column.name)} AS DOUBLE)`;
  const into = quoteIdentifier(step.into);
  const isThere = source.columns.some(({ name }) => name === step.into);
  const all = isThere ? `r.* EXCLUDE (${into})` : "r.*";
  const select = (bin: string) => `SELECT\n  ${all},\n  ${bin} AS ${into}\nFROM ${source.relation} AS r`;
  const made = { name: step.into, type: "DOUBLE", kind: "number" as const, nullable: true, profile: null };
  const others = source.columns.filter(({ name }) => name !== step.into);
  return {
    sql:
      step.edges === undefined
        ? `${select(equalWidth(value, step.bins ?? BINS))}\nCROSS JOIN (${rangeSql(column.name, source.relation)}) AS span`
        : select(between(value, edges)),
    columns: withColumn(others, made),
    drops_rows: false,
    assumption: null,
  };
}

function rangeSql(name: string, from: string): string {
  const x = `CAST(${quoteIdentifier(name)} AS DOUBLE)`;
  return `SELECT min(${x}) FILTER (isfinite(${x})) AS low, max(${x}) FILTER (isfinite(${x})) AS high FROM ${from}`;
}

function equalWidth(value: string, bins: number): string {
  const place = `least(floor((${value} - span.low) / nullif(span.high - span.low, 0) * ${bins}), ${bins - 1})`;
  return `CASE WHEN isfinite(${value}) THEN span.low + coalesce(${place}, 0) * (span.high - span.low) / ${bins} END`;
}

function between(value: string, edges: number[]): string {
  const last = edges.length - 2;
  const cases = edges.slice(0, -1).map((low, index) => {
    const high = edges[index + 1] ?? low;
    return `WHEN ${value} >= ${numberSql(low)} AND ${value} ${index === last ? "<=" : "<"} ${numberSql(high)} THEN ${numberSql(low)}`;
  });
  return `CASE ${cases.join(" ")} END`;
}

function numberSql(value: number): string {
  return `CAST(${value} AS DOUBLE)`;
}
