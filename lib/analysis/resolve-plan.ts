import "server-only";
import { nearestNames } from "#lib/core/nearest-names.ts";
import type { Json } from "#lib/core/schema.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import { checkExpression } from "#lib/engine/check-expression.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { checkOf, type Faults, suggestion } from "./check.ts";
import { checkShape, groupsOf } from "./check-shape.ts";
import type { BoundPlan } from "./kinds/define-kind.ts";
import type { Compiled, Group } from "./kinds/kind.ts";
import { parsePlan } from "./parse-plan.ts";
import { type Source, valueKind } from "./source.ts";
import { statementSql } from "./statement.ts";
import { stageSteps } from "./steps/stage-steps.ts";

/** A plan that may run, with the statement that runs it. */
export interface ResolvedPlan {
  bound: BoundPlan;
  table: TableInfo;
  source: Source;
  groups: Group[];
  compiled: Compiled;
  sql: string;
  /** Of the steps. */
  assumptions: string[];
}
export type Resolution = Faults & { resolved: ResolvedPlan | null };

interface Input {
  plan: Json;
  tables: TableInfo[];
  signal?: AbortSignal | undefined;
}

/** Checks a plan against its schema and the session's tables, and compiles it when nothing is wrong. Nothing runs but the guard. */
export async function resolvePlan({ plan, tables, signal }: Input): Promise<Resolution> {
  const faults: Faults = { errors: [], warnings: [] };
  const parsed = parsePlan(plan);
  if ("errors" in parsed) return { ...faults, errors: parsed.errors, resolved: null };
  const { bound } = parsed;
  const table = tableOf(bound.plan.table, tables, faults);
  if (!table) return { ...faults, resolved: null };
  const stages = await stageSteps({
    plan: bound.plan,
    table: sourceOf(table, bound.kind.operation),
    faults,
    typeOf: (expression, source) =>
      checkExpression(
        expression,
        source.columns.map(({ name, type }) => ({ name, type })),
        signal,
      ),
  });
  const { source, assumptions } = stages;
  const check = checkOf(source, faults);
  bound.check(check);
  const groups = groupsOf(bound, check);
  checkShape(bound, groups, check);
  if (faults.errors.length > 0) return { ...faults, resolved: null };
  const compiled = bound.compile({ source, groups });
  const sql = statementSql({ bound, stages, compiled });
  return { ...faults, resolved: { bound, table, source, groups, compiled, sql, assumptions } };
}

function tableOf(name: string | undefined, tables: TableInfo[], faults: Faults): TableInfo | undefined {
  const names = tables.map(({ table }) => table);
  const fault = (message: string) => void faults.errors.push({ path: "table", message });
  if (tables.length === 0) fault("This session has no tables yet. Upload a file first.");
  else if (name !== undefined) {
    const found = tables.find(({ table }) => table === name);
    if (found) return found;
    fault(`There is no table "${name.slice(0, 100)}". ${suggestion(nearestNames(name, names), names)}`);
  } else if (tables.length === 1) return tables[0];
  else fault(`There are several tables: say which one. ${suggestion([], names)}`);
  return undefined;
}

function sourceOf(info: TableInfo, operation: string): Source {
  const profiles = new Map(info.profile?.columns.map((column) => [column.name, column]));
  return {
    table: info.table,
    relation: relationOf(info.table, operation),
    columns: info.columns.map((column) => ({
      ...column,
      kind: valueKind(column.type),
      profile: profiles.get(column.name) ?? null,
    })),
    row_count: info.row_count,
    is_whole: true,
  };
}

/** A table that is called like an in-between table of ours is named with its schema. */
function relationOf(table: string, operation: string): string {
  const name = table.toLowerCase();
  const isOurs = /^(step_\d+|filtered)$/.test(name) || name.startsWith(`${operation}_`);
  return isOurs ? `main.${quoteIdentifier(table)}` : quoteIdentifier(table);
}
