import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Analysis, Group, Request } from "#lib/agent/analyst/intent.ts";
import { readFlags } from "#lib/agent/analyst/read/flags.ts";
import { readGroups } from "#lib/agent/analyst/read/groups.ts";
import type { Question } from "#lib/agent/analyst/read/question.ts";
import { NO_RANKING } from "#lib/agent/analyst/read/ranking.ts";
import { unknownWords } from "#lib/agent/analyst/read/unknown-words.ts";
import { beyondReach, plainText } from "#lib/agent/analyst/read/unsupported.ts";
import { WAYS, type Way } from "./ways.ts";
import { leftOver, NotPossible } from "./words.ts";

/** What of the question only a plan can answer: read whole, or refused; null when nothing of the kind is asked. */
export function readAnalysis(q: Question): { request: Request } | { reason: string } | null {
  const text = plainText(q);
  const way = WAYS.find(({ asks }) => asks(text, q));
  if (!way) return null;
  const beyond = beyondReach(q);
  if (beyond !== null) return { reason: beyond };
  try {
    return requestOf(q, way);
  } catch (error) {
    if (error instanceof NotPossible) return { reason: error.message };
    throw error;
  }
}

function requestOf(q: Question, way: Way): { request: Request } | { reason: string } {
  const split = way.splits ? readGroups(q, false) : { groups: [], unknown: null };
  if (split.unknown !== null) return { reason: split.unknown };
  if (way.narrows ?? way.splits) readFlags(q, split.groups, NO_RANKING);
  const analysis = way.read(q, split.groups);
  const groups = split.groups;
  if (groups.some(({ grain }) => grain !== null))
    throw new NotPossible("I do not work that out for each period yet, only for the groups of a column");
  if (groups.length > 2) throw new NotPossible("I split that by two columns at most");
  const reason = q.faults[0] ?? leftOver(q) ?? unknownWords(q, "measure");
  if (reason !== null) return { reason };
  const table = tableOf(q, analysis, groups);
  return { request: { analysis, table, groups, filters: q.filters, assumptions: q.assumptions } };
}

/** Every column of an analysis, whatever its part. */
function columnsOf(analysis: Analysis): Column[] {
  switch (analysis.operation) {
    case "trend":
    case "forecast":
      return [analysis.time, ...(analysis.measure.column ? [analysis.measure.column] : [])];
    case "regression":
      return [analysis.outcome, ...analysis.predictors];
    case "compare":
      return [analysis.column, analysis.group];
    case "chi_squared":
      return [analysis.x, analysis.y];
    case "correlation":
      return analysis.columns;
    case "missing_values":
      return analysis.columns;
    case "rate":
      return [analysis.condition.column, ...(analysis.along ? [analysis.along.column] : [])];
    default:
      return [analysis.column];
  }
}

function tableOf(q: Question, analysis: Analysis, groups: Group[]): string {
  const columns = [...columnsOf(analysis), ...groups.map(({ column }) => column)];
  const spoken = new Set([...columns, ...q.filters.map(({ column }) => column)].map(({ table }) => table));
  const named = q.items.flatMap((item) => (item.kind === "table" ? [item.table.name] : []));
  const [first, ...others] = spoken.size > 0 ? spoken : new Set(named);
  if (others.length > 0)
    throw new NotPossible(`that needs columns of one table, and these are in ${[...spoken].join(" and ")}`);
  if (first !== undefined) return first;
  const [largest] = [...q.catalog.tables].sort((a, b) => b.rowCount - a.rowCount);
  if (q.catalog.tables.length > 1 && largest)
    q.assumptions.push(`There are several tables; I took ${largest.name}.`);
  return largest?.name ?? "";
}
