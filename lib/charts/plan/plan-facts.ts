import type { ChartType, CommonPlan } from "#lib/analysis/schema.ts";
import { columnKind } from "#lib/charts/column-kind.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { columnTitle } from "./titles.ts";

/** What is drawn: a plan and the Result it made. */
export interface PlanChartQuestion {
  plan: CommonPlan & Record<string, unknown>;
  /** How many of the Result's first columns are groups. */
  groups: number;
  columns: ResultColumn[];
  /** Rows at hand: the first 200 or more. */
  rows: Json[][];
  row_count: number;
  /** The answer's sentence, for who cannot see the chart. */
  text: string;
  /** In place of the title that the plan gives. */
  title?: string | undefined;
}

/** A column of the Result with what its rows tell. */
export interface Drawn {
  name: string;
  kind: "number" | "time" | "text";
  /** Different values among the rows at hand. */
  distinct: number;
  longest: number;
  has_negative: boolean;
  /** Largest over smallest size; only where all are positive, else null. */
  spread: number | null;
  /** Its title on an axis. */
  title: string;
}

export interface PlanFacts {
  operation: string;
  chart_type: ChartType | undefined;
  groups: Drawn[];
  /** The columns after the groups, by name. */
  outputs: Map<string, Drawn>;
  row_count: number;
  plan: CommonPlan & Record<string, unknown>;
}

export function factsOfPlan({ plan, groups, columns, rows, row_count }: PlanChartQuestion): PlanFacts {
  const drawn = columns.map((column, index) =>
    drawnOf(column, index, rows, columnTitle(column.name, plan, index < groups)),
  );
  return {
    operation: plan.operation,
    chart_type: plan.chart_type,
    groups: drawn.slice(0, groups),
    outputs: new Map(drawn.slice(groups).map((column) => [column.name, column])),
    row_count,
    plan,
  };
}

function drawnOf({ name, type }: ResultColumn, index: number, rows: Json[][], title: string): Drawn {
  const kind = columnKind(type);
  const cells = rows.map((row) => row[index] ?? null);
  const numbers = cells.filter((cell): cell is number => typeof cell === "number");
  const labels = new Set(cells.map((cell) => (typeof cell === "string" ? cell : JSON.stringify(cell))));
  const isPositive = numbers.length > 1 && numbers.every((number) => number > 0);
  return {
    name,
    kind: kind === "number" || kind === "time" ? kind : "text",
    distinct: labels.size,
    longest: Math.max(0, ...[...labels].map((label) => label.length)),
    has_negative: numbers.some((number) => number < 0),
    spread: isPositive ? Math.max(...numbers) / Math.min(...numbers) : null,
    title,
  };
}
