import type { TableInfo } from "#lib/datasets/schema.ts";
import { type Column, catalogOf, type Table } from "./catalog.ts";
import { columnLabel } from "./column-label.ts";
import { isAdditive, isCategory, isMeasure, mainMeasure, timeColumns } from "./read/column-roles.ts";
import { readQuestion } from "./read/read-question.ts";

const WANTED = 3;

/** The category that tells rows apart best: neither two values nor dozens. */
function bestCategory(columns: Column[]): Column | null {
  const distance = ({ distinct }: Column) => (distinct === null ? 10 : Math.abs(distinct - 6));
  return columns.filter(isCategory).sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** Questions of one table, the most telling first. */
function questionsOf({ columns, name }: Table): string[] {
  const measure = mainMeasure(columns);
  const category = bestCategory(columns);
  const time = timeColumns(columns).find(({ kind }) => kind === "time");
  const others = columns.filter((column) => isMeasure(column) && column !== measure);
  const second = columns.filter((column) => isCategory(column) && column !== category)[0];
  const amount = measure && columnLabel(measure);
  const total = measure && isAdditive(measure) ? "total" : "average";
  return [
    measure && category ? `What is the average ${amount} by ${columnLabel(category)}?` : null,
    measure && time ? `How did the ${total} ${amount} develop by month?` : null,
    category && measure ? `Which ${columnLabel(category)} has the highest ${total} ${amount}?` : null,
    time && !measure ? "How many rows are there by month?" : null,
    second ? `How many rows are there by ${columnLabel(second)}?` : null,
    measure ? `What is the distribution of ${amount}?` : null,
    category ? `What is the share of each ${columnLabel(category)}?` : null,
    measure && others[0] ? `What is the correlation between ${amount} and ${columnLabel(others[0])}?` : null,
    "Describe the data",
    `How many rows are in ${name}?`,
    "Show me the first 10 rows",
  ].filter((question) => question !== null);
}

/** Questions that fit the tables, three unless more are `wanted`, the most telling first; each is one that the built-in analyst understands. */
export function suggestQuestions(tables: TableInfo[], wanted = WANTED): string[] {
  const catalog = catalogOf(tables);
  const byTable = catalog.tables.map(questionsOf);
  const longest = Math.max(0, ...byTable.map((questions) => questions.length));
  const all = Array.from({ length: longest }, (_, i) =>
    byTable.flatMap((questions) => questions[i] ?? []),
  ).flat();
  const understood: string[] = [];
  for (const question of new Set(all)) {
    if (understood.length === wanted) break;
    if ("intent" in readQuestion(question, catalog).reading) understood.push(question);
  }
  return understood;
}
