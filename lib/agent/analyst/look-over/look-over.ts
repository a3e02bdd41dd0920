import "server-only";
import { catalogOf, type Table } from "#lib/agent/analyst/catalog.ts";
import { isMeasure, timeColumns } from "#lib/agent/analyst/read/column-roles.ts";
import { sayDescription } from "#lib/agent/analyst/say/others.ts";
import { describeSql, extentSql } from "#lib/agent/analyst/sql/describe-sql.ts";
import { attempt, query, type Steps, say } from "#lib/agent/analyst/steps.ts";
import type { AgentEvent, Turn } from "#lib/agent/schema.ts";
import type { TableInfo } from "#lib/datasets/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { findings } from "./findings.ts";
import { duplicatesSql, outliersSql, sayOddities } from "./oddities.ts";

/** Beyond this many rows comparing all of them with each other takes too long for a first look. */
const MOST_FOR_DUPLICATES = 2_000_000;

async function* tellWhatItIs(turn: Turn, table: Table): Steps<ResultView> {
  yield { type: "status", message: `Looking at the rows and columns of ${table.name}` };
  const time = timeColumns(table.columns).find(({ kind }) => kind === "time") ?? null;
  const extent = yield* query(turn, extentSql(table.name, time), `Rows of ${table.name}`);
  const described = yield* query(turn, describeSql(table.name, table.columns), `Columns of ${table.name}`);
  yield* say("what-it-is", sayDescription(table.name, extent, described, table.columns.length).slice(0, 2));
  return described;
}

async function* oddities(turn: Turn, table: Table, described: ResultView): Steps<void> {
  yield { type: "status", message: "Looking for what is odd" };
  const isSmall = table.rowCount <= MOST_FOR_DUPLICATES;
  const duplicates = isSmall
    ? yield* attempt(turn, duplicatesSql(table.name), "Rows that repeat another row")
    : null;
  const measures = table.columns.filter(isMeasure);
  const outliers =
    measures.length > 0
      ? yield* attempt(turn, outliersSql(table.name, measures), "Values far outside the rest")
      : null;
  const odd = sayOddities(described, duplicates, outliers);
  const none =
    "Nothing odd stands out: no missing values, no constant columns, no values far outside the rest.";
  yield* say("what-is-odd", odd.length > 0 ? ["What is odd:", ...odd] : [none]);
}

/** Looks a fresh file over: what it is, three findings with charts, what is odd. Of several tables the newest. */
export async function* lookOver(turn: Turn, tables: TableInfo[]): AsyncGenerator<AgentEvent> {
  const catalog = catalogOf(tables);
  const table = catalog.tables.at(-1);
  if (!table) return;
  const described = yield* tellWhatItIs(turn, table);
  if (table.rowCount === 0) return yield* say("empty", ["There are no rows to look at yet."]);
  const present = async function* (index: number, sentences: string[]): Steps<void> {
    yield* say(`finding-${index + 1}`, sentences);
  };
  const assumptions = yield* findings(turn, table, catalog, present);
  yield* oddities(turn, table, described);
  if (assumptions.length > 0) yield { type: "assumptions", assumptions: [...new Set(assumptions)] };
}
