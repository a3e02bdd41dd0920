import { quoteIdentifier } from "#lib/engine/quote.ts";
import type { BoundPlan } from "./kinds/define-kind.ts";
import type { Compiled, OrderTerm, WithQuery } from "./kinds/kind.ts";
import type { Stages } from "./steps/stage-steps.ts";

interface Parts {
  bound: BoundPlan;
  stages: Stages;
  compiled: Compiled;
}

/** One readable statement: a WITH query a step, those of the operation, its SELECT, and how its rows are ordered. */
export function statementSql({ bound, stages, compiled }: Parts): string {
  const queries = [...stages.with, ...(compiled.with ?? [])];
  const { order, limit } = bound.plan;
  // Where TypeScript has the last word, the plan's order and limit are about its rows.
  const isLast = bound.finish === undefined;
  const terms =
    isLast && order ? [order, ...compiled.order.filter(({ by }) => by !== order.by)] : compiled.order;
  return [
    ...(queries.length > 0 ? [`WITH ${queries.map(withQuery).join(",\n")}`] : []),
    compiled.select,
    ...(terms.length > 0 ? [`ORDER BY ${terms.map(orderTerm).join(", ")}`] : []),
    ...(isLast && limit !== undefined ? [`LIMIT ${limit}`] : []),
  ].join("\n");
}

function withQuery({ name, sql, is_inline }: WithQuery): string {
  return `${quoteIdentifier(name)} AS ${is_inline ? "NOT MATERIALIZED " : ""}(\n  ${sql.replaceAll("\n", "\n  ")}\n)`;
}

function orderTerm({ by, direction }: OrderTerm): string {
  return `${quoteIdentifier(by)} ${direction === "asc" ? "ASC" : "DESC"} NULLS LAST`;
}
