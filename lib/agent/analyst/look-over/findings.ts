import { answer } from "#lib/agent/analyst/answer.ts";
import type { Catalog, Column, Table } from "#lib/agent/analyst/catalog.ts";
import type { Intent } from "#lib/agent/analyst/intent.ts";
import {
  isAdditive,
  isCategory,
  isMeasure,
  mainMeasure,
  timeColumns,
} from "#lib/agent/analyst/read/column-roles.ts";
import { autoGrain } from "#lib/agent/analyst/read/grain.ts";
import { attempt, type Steps } from "#lib/agent/analyst/steps.ts";
import type { Turn } from "#lib/agent/schema.ts";
import { correlationsSql, groupDifferencesSql } from "./group-differences.ts";

/** Shares of variance and correlations below these are not worth a person's minute. */
const LEAST_EXPLAINED = 0.03;
const LEAST_R = 0.5;
const WANTED = 3;

const blank = (table: Table): Intent => ({
  kind: "measure",
  tables: [table.name],
  measures: [],
  groups: [],
  filters: [],
  columns: [],
  order: null,
  limit: null,
  hint: null,
  assumptions: [],
});

/** The category between whose groups the main number differs most. */
async function* strongestDifference(turn: Turn, table: Table, measure: Column): Steps<Intent | null> {
  const categories = table.columns.filter(isCategory);
  if (categories.length === 0) return null;
  yield { type: "status", message: `Comparing ${measure.name} between groups` };
  const result = yield* attempt(
    turn,
    groupDifferencesSql(table.name, measure, categories),
    `How much each category explains of ${measure.name}`,
  );
  const [name, explained] = result?.rows[0] ?? [];
  const column = categories.find((category) => category.name === name);
  if (!column || typeof explained !== "number" || explained < LEAST_EXPLAINED) return null;
  return { ...blank(table), measures: [{ fn: "avg", column: measure }], groups: [{ column, grain: null }] };
}

function overTime(table: Table, measure: Column | null): Intent | null {
  const column = timeColumns(table.columns).find(({ kind }) => kind === "time");
  if (!column) return null;
  const fn = measure ? (isAdditive(measure) ? "sum" : "avg") : "count";
  return {
    ...blank(table),
    measures: [{ fn, column: measure }],
    groups: [{ column, grain: autoGrain(column, []) }],
  };
}

async function* strongestCorrelation(turn: Turn, table: Table): Steps<Intent | null> {
  const measures = table.columns.filter(isMeasure);
  if (measures.length < 2) return null;
  yield { type: "status", message: "Looking for numbers that go together" };
  const result = yield* attempt(turn, correlationsSql(table.name, measures), "Which numbers go together");
  const [a, b, r] = result?.rows[0] ?? [];
  const columns = [a, b].flatMap((name) => measures.find((column) => column.name === name) ?? []);
  if (columns.length < 2 || typeof r !== "number" || Math.abs(r) < LEAST_R || Math.abs(r) > 0.9999)
    return null;
  return { ...blank(table), kind: "correlation", columns };
}

const distribution = (table: Table, column: Column): Intent => ({
  ...blank(table),
  kind: "distribution",
  columns: [column],
});

function counts(table: Table): Intent[] {
  return table.columns.filter(isCategory).map((column) => ({
    ...blank(table),
    kind: "share",
    measures: [{ fn: "count", column: null }],
    groups: [{ column, grain: null }],
  }));
}

/** Findings worth a look, the strongest kinds first; which there are depends on the data. */
async function* candidates(turn: Turn, table: Table): Steps<Intent[]> {
  const measure = mainMeasure(table.columns);
  const difference = measure ? yield* strongestDifference(turn, table, measure) : null;
  const time = overTime(table, measure);
  const correlation = yield* strongestCorrelation(turn, table);
  const others = table.columns.filter((column) => isMeasure(column) && column !== measure);
  const spread = [...(measure ? [measure] : []), ...others].map((column) => distribution(table, column));
  const found = [difference, time, correlation].filter((intent) => intent !== null);
  return [...found, ...spread.slice(0, 1), ...counts(table), ...spread.slice(1)].slice(0, WANTED);
}

/** Three findings, each with its query, its chart and its sentences. `present` makes the events of one. */
export async function* findings(
  turn: Turn,
  table: Table,
  catalog: Catalog,
  present: (index: number, sentences: string[]) => Steps<void>,
): Steps<string[]> {
  const assumptions: string[] = [];
  const intents = yield* candidates(turn, table);
  for (const [index, intent] of intents.entries()) {
    const { sentences, assumptions: more } = yield* answer(turn, intent, catalog);
    yield* present(index, sentences);
    assumptions.push(...more);
  }
  return assumptions;
}
