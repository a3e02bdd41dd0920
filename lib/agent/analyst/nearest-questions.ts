import type { TableInfo } from "#lib/datasets/schema.ts";
import { type Catalog, type Column, catalogOf, type Table } from "./catalog.ts";
import { columnLabel } from "./column-label.ts";
import { isAdditive, isCategory, isMeasure, mainMeasure } from "./read/column-roles.ts";
import { FN_WORDS } from "./read/lexicon.ts";
import { type Question, wordAt } from "./read/question.ts";
import { readQuestion } from "./read/read-question.ts";
import { suggestQuestions } from "./suggest-questions.ts";

const WANTED = 3;
const MOST_MEASURES = 4;

/** Columns that the question names, or whose values it names. */
function namedColumns(q: Question): Column[] {
  return q.items.flatMap((item) => {
    if (item.kind === "column") return item.matches.slice(0, 1).map(({ column }) => column);
    return item.kind === "value" ? item.columns.slice(0, 1) : [];
  });
}

const asksHowMany = (q: Question): boolean =>
  q.items.some((_, i) => wordAt(q, i) === "many" || FN_WORDS.get(wordAt(q, i)) === "count");

/** Whole numbers that are added up are counts of something: "orders", "passengers". */
const isCounter = (column: Column): boolean =>
  isMeasure(column) && isAdditive(column) && /INT/.test(column.type) && (column.distinct ?? 3) > 2;

function questionsOf(table: Table, q: Question): string[] {
  const named = namedColumns(q).filter(({ table: name }) => name === table.name);
  const groups = named.filter(isCategory);
  const [group] = groups.length > 0 ? groups : table.columns.filter(isCategory);
  const isMany = asksHowMany(q);
  const main = mainMeasure(table.columns);
  const measures = [
    ...named.filter(isMeasure),
    ...(isMany ? table.columns.filter(isCounter) : []),
    ...(groups.length > 0 && main ? [main] : []),
  ].slice(0, MOST_MEASURES);
  const by = group ? ` by ${columnLabel(group)}` : "";
  return [
    ...measures.map(
      (column) => `What is the ${isAdditive(column) ? "total" : "average"} ${columnLabel(column)}${by}?`,
    ),
    ...(isMany ? [`How many rows are there${by}?`] : []),
  ];
}

/** Questions near to one that was not understood, then those that fit the tables; each is one that is understood. */
export function nearestQuestions(q: Question, tables: TableInfo[]): string[] {
  const catalog: Catalog = catalogOf(tables);
  const near = catalog.tables.flatMap((table) => questionsOf(table, q));
  const all = [...new Set([...near, ...suggestQuestions(tables)])];
  return all.filter((text) => "intent" in readQuestion(text, catalog).reading).slice(0, WANTED);
}
