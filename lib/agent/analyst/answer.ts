import type { Turn } from "#lib/agent/schema.ts";
import type { Catalog } from "./catalog.ts";
import type { Intent } from "./intent.ts";
import { intentLabel, measureLabel, statusOf } from "./label.ts";
import { notesOf } from "./notes.ts";
import { columnsOf, timeColumns } from "./read/column-roles.ts";
import { sayConditions } from "./say/conditions.ts";
import { sayMeasure, sayShares } from "./say/measure.ts";
import { sayCorrelation, sayDescription, sayDistribution, sayRows } from "./say/others.ts";
import { correlationSql, pointsSql } from "./sql/correlation-sql.ts";
import { describeSql, extentSql } from "./sql/describe-sql.ts";
import { histogramSql, quantilesSql } from "./sql/distribution-sql.ts";
import { isSortedByValue, measureSql } from "./sql/measure-sql.ts";
import { matchingSql, rowsSql } from "./sql/rows-sql.ts";
import { draw, query, type Steps } from "./steps.ts";

type Answering = (turn: Turn, intent: Intent, catalog: Catalog) => Steps<string[]>;

/** Groups that a person can take in when they asked for no number of them. */
const READABLE = 30;
const CUT = 20;

/** A category of very many values is cut to the ends that matter, and that is said. */
function readable(intent: Intent): Intent {
  const [group] = intent.groups;
  const isMany =
    intent.groups.length === 1 &&
    group?.column.kind === "text" &&
    group.column.distinct !== null &&
    group.column.distinct > READABLE;
  if (!isMany || intent.limit !== null || intent.kind === "share") return intent;
  const note = `Only the ${intent.order === "asc" ? "lowest" : "highest"} groups are shown, since there are very many.`;
  return { ...intent, limit: CUT, assumptions: [...intent.assumptions, note] };
}

/** The ends said of a Result that is too long to be read whole here are asked for by a query of their own. */
const ENDS = 3;
const measures = (intent: Intent): string => intent.measures.map(measureLabel).join(", ");

async function* answerMeasure(turn: Turn, asked: Intent, catalog: Catalog): Steps<string[]> {
  const intent = readable(asked);
  const title = intentLabel(intent);
  const result = yield* query(turn, measureSql(intent, catalog), title);
  if (intent.groups.length > 0) yield* draw(turn, result, title, intent.hint);
  if (intent.kind === "share" && intent.groups.length > 0) return sayShares(intent, result);
  const isPart = result.rows.length < result.row_count;
  if (!isPart || isSortedByValue(intent)) return sayMeasure(intent, result);
  const ends: Intent = { ...intent, order: "desc", limit: ENDS };
  return sayMeasure(
    ends,
    yield* query(
      turn,
      measureSql(ends, catalog),
      `Highest ${measures(intent)} ${sayConditions(intent)}`.trim(),
    ),
  );
}

async function* answerRows(turn: Turn, intent: Intent, catalog: Catalog): Steps<string[]> {
  const hasFilters = intent.filters.length > 0;
  const matching = hasFilters
    ? yield* query(turn, matchingSql(intent, catalog), `Number of rows ${sayConditions(intent)}`)
    : null;
  const shown = yield* query(turn, rowsSql(intent, catalog), intentLabel(intent));
  return sayRows(intent, shown, matching);
}

async function* answerDistribution(turn: Turn, intent: Intent, catalog: Catalog): Steps<string[]> {
  const [column] = intent.columns;
  if (!column) return [];
  if (column.kind !== "number") {
    const grain = column.kind === "time" ? "month" : null;
    const counted: Intent = {
      ...intent,
      kind: "measure",
      measures: [{ fn: "count", column: null }],
      groups: [{ column, grain }],
    };
    return yield* answerMeasure(turn, counted, catalog);
  }
  const asked = { column, filters: intent.filters, tables: intent.tables };
  const title = intentLabel(intent);
  const bins = yield* query(turn, histogramSql(asked, catalog), title);
  yield* draw(turn, bins, title, null);
  const quantiles = yield* query(
    turn,
    quantilesSql(asked, catalog),
    `Middle and ends of ${column.name} ${sayConditions(intent)}`.trim(),
  );
  return sayDistribution(intent, quantiles);
}

async function* answerCorrelation(turn: Turn, intent: Intent, catalog: Catalog): Steps<string[]> {
  const title = intentLabel(intent);
  const result = yield* query(turn, correlationSql(intent, catalog), `Correlation of ${title}`);
  const points = yield* query(turn, pointsSql(intent, catalog), title);
  yield* draw(turn, points, title, "scatter");
  return sayCorrelation(intent, result);
}

async function* answerDescription(turn: Turn, intent: Intent, catalog: Catalog): Steps<string[]> {
  const sentences: string[] = [];
  for (const table of intent.tables) {
    const columns = columnsOf(catalog, [table]);
    const time = timeColumns(columns).find(({ kind }) => kind === "time") ?? null;
    const extent = yield* query(turn, extentSql(table, time), `Rows of ${table}`);
    const described = yield* query(turn, describeSql(table, columns), `Columns of ${table}`);
    sentences.push(...sayDescription(table, extent, described, columns.length));
  }
  return sentences;
}

/** One way to answer each kind of intent: a kind without one is a type error. */
const ANSWERS: Record<Intent["kind"], Answering> = {
  measure: answerMeasure,
  share: answerMeasure,
  rows: answerRows,
  distribution: answerDistribution,
  correlation: answerCorrelation,
  describe: answerDescription,
};

/** Runs an intent through the tools; gives the sentences and what was assumed. */
export async function* answer(
  turn: Turn,
  intent: Intent,
  catalog: Catalog,
): Steps<{ sentences: string[]; assumptions: string[] }> {
  yield { type: "status", message: statusOf(intent) };
  const sentences = yield* ANSWERS[intent.kind](turn, intent, catalog);
  return { sentences, assumptions: [...readable(intent).assumptions, ...notesOf(intent, catalog)] };
}
