import type { Catalog } from "#lib/agent/analyst/catalog.ts";
import type { Group, Intent, Measure } from "#lib/agent/analyst/intent.ts";
import { identifier } from "./identifier.ts";
import { fromClause, reference } from "./joins.ts";
import { whereClause } from "./where.ts";

const PREFIX: Record<Measure["fn"], string> = {
  count: "count",
  count_distinct: "distinct",
  sum: "total",
  avg: "avg",
  min: "min",
  max: "max",
  median: "median",
  stddev: "stddev",
  variance: "variance",
};
const FUNCTION: Record<Exclude<Measure["fn"], "count" | "count_distinct">, string> = {
  sum: "sum",
  avg: "avg",
  min: "min",
  max: "max",
  median: "median",
  stddev: "stddev_samp",
  variance: "var_samp",
};

/** The name of a measure's column in the Result: `avg_amount`, `count`. */
function measureName({ fn, column }: Measure): string {
  if (!column) return "count";
  const isSaid = fn === "sum" && /^total(_|$)/i.test(column.name);
  return isSaid ? column.name : `${PREFIX[fn]}_${column.name}`;
}

/** The name of a group's column in the Result: the column's own, or the grain of a time. */
function groupName({ column, grain }: Group): string {
  return grain ?? column.name;
}

function measureExpression({ fn, column }: Measure, isJoined: boolean): string {
  if (!column || fn === "count") return "count(*)";
  const name = reference(column, isJoined);
  return fn === "count_distinct" ? `count(DISTINCT ${name})` : `${FUNCTION[fn]}(${name})`;
}

function groupExpression({ column, grain }: Group, isJoined: boolean): string {
  const name = reference(column, isJoined);
  return grain ? `CAST(date_trunc('${grain}', ${name}) AS DATE)` : name;
}

const named = (expression: string, name: string): string =>
  expression === identifier(name) ? expression : `${expression} AS ${identifier(name)}`;

/** Whether rows come largest (or smallest) first, rather than along a time or a number. */
export function isSortedByValue({ groups, order }: Pick<Intent, "groups" | "order">): boolean {
  const runs = groups.some(
    ({ grain, column }) => grain !== null || column.kind === "number" || column.kind === "time",
  );
  return order !== null || !runs;
}

/** Times run forward, categories from the largest (or the end asked for), numbers upward. */
function orderBy({ groups, measures, order, kind }: Intent): string {
  if (groups.length === 0) return "";
  const keys = groups.map((group) => identifier(groupName(group)));
  const [first] = measures;
  const value = first ? identifier(kind === "share" ? "share" : measureName(first)) : keys[0];
  if (!isSortedByValue({ groups, order })) return `\nORDER BY ${keys.join(", ")}`;
  return `\nORDER BY ${value} ${order === "asc" ? "ASC" : "DESC"} NULLS LAST, ${keys.join(", ")}`;
}

/** One SELECT that computes the measures of an intent, by its groups. */
export function measureSql(intent: Intent, catalog: Catalog): string {
  const isJoined = intent.tables.length > 1;
  const groups = intent.groups.map((group) => named(groupExpression(group, isJoined), groupName(group)));
  const measures = intent.measures.map((measure) =>
    named(measureExpression(measure, isJoined), measureName(measure)),
  );
  const lines = [...groups, ...measures, ...shareColumn(intent, isJoined)];
  const grouping = intent.groups.length > 0 ? "\nGROUP BY ALL" : "";
  const limit = intent.limit !== null && intent.groups.length > 0 ? `\nLIMIT ${intent.limit}` : "";
  const body = `${fromClause(catalog, intent.tables)}${whereClause(intent.filters, isJoined)}${grouping}`;
  return `SELECT ${lines.join(",\n  ")}\n${body}${orderBy(intent)}${limit}`;
}

function shareColumn({ kind, measures: [measure] }: Intent, isJoined: boolean): string[] {
  if (kind !== "share" || !measure) return [];
  const expression = measureExpression(measure, isJoined);
  return [`${expression} / sum(${expression}) OVER () AS share`];
}
