import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Analysis, Group, Request } from "#lib/agent/analyst/intent.ts";
import { readFlags } from "#lib/agent/analyst/read/flags.ts";
import { readGroups } from "#lib/agent/analyst/read/groups.ts";
import { matchesAt, type Question } from "#lib/agent/analyst/read/question.ts";
import { unknownWords } from "#lib/agent/analyst/read/unknown-words.ts";
import { beyondReach, plainText } from "#lib/agent/analyst/read/unsupported.ts";
import {
  readAnomalies,
  readMissing,
  readMode,
  readNormality,
  readQuantile,
  readShape,
} from "./one-column.ts";
import { readComparison, readCorrelations, readEffect } from "./relations.ts";
import { readForecast, readGrowth } from "./series.ts";
import { leftOver, NotPossible } from "./words.ts";

interface Way {
  asks(text: string, q: Question): boolean;
  read(q: Question): Analysis;
  /** Whether its figures can be split by groups, and yes-or-no columns are conditions. */
  splits: boolean;
}

const SIGNIFICANT =
  /\b(significan\w*|statistically|t-test|ttest|t test|anova|mann-?whitney\S*|kruskal\S*|welch\S*|p-values?|hypothesis test)\b/;

/** Columns of numbers that the question names. */
const namedNumbers = (q: Question): number =>
  new Set(
    q.items.flatMap((item, i) => {
      const column = item.kind === "column" ? matchesAt(q, i)[0]?.column : undefined;
      return column?.kind === "number" && !column.isKey ? [column] : [];
    }),
  ).size;

const namesColumn = (q: Question): boolean => q.items.some(({ kind }) => kind === "column");

/** In this order: the first whose words stand in the question decides. */
const WAYS: Way[] = [
  {
    asks: (text, q) =>
      !namesColumn(q) &&
      /\b(missing|nulls?|empty|blanks?)\b|\b(in)?complete(ness)?\b/.test(text) &&
      !/\b(no|without|not)\b/.test(text),
    read: readMissing,
    splits: false,
  },
  { asks: (text) => /\b(modes?|modal)\b/.test(text), read: readMode, splits: true },
  {
    asks: (text) => /\b(kurtosis|skew\w*|population (std|stddev|standard deviation|variance))\b/.test(text),
    read: readShape,
    splits: true,
  },
  {
    asks: (text) => /\b(normally|normality|gaussian|normal distribution|shapiro\S*|bell curve)\b/.test(text),
    read: readNormality,
    splits: false,
  },
  {
    asks: (text) => /\b(percentiles?|quantiles?|quartiles?|deciles?|p\d{2})\b/.test(text),
    read: readQuantile,
    splits: true,
  },
  {
    asks: (text) => /\b(outliers?|anomal\w+|unusual(ly)?|abnormal(ly)?|extreme values?)\b/.test(text),
    read: readAnomalies,
    splits: true,
  },
  {
    asks: (text) =>
      /\b(regress\w*|(effects?|impacts?|influences?) of|affects?|influences?|impacts?|drives|determines|depends? (up)?on)\b/.test(
        text,
      ) ||
      /\bpredict(ed|ing)?\b.*∎.*\b(from|using|with|by)\b.*∎/.test(text) ||
      /∎.*\b(predicts?|explains?)\b.*∎/.test(text) ||
      /∎ changes? with\b.*∎/.test(text),
    read: readEffect,
    splits: false,
  },
  {
    asks: (text) =>
      /\b(forecast\w*|predict\w*|projections?|project(ed)?|extrapolat\w*)\b/.test(text) ||
      /\b(will|expect(ed)?)\b.*\b(next|coming|upcoming)\b/.test(text),
    read: readForecast,
    splits: false,
  },
  {
    asks: (text, q) =>
      /\bcorrelat\w*\b/.test(text) &&
      (namedNumbers(q) !== 2 || SIGNIFICANT.test(text) || /\b(spearman\S*|kendall\S*|rank)\b/.test(text)),
    read: readCorrelations,
    splits: false,
  },
  {
    asks: (text) => SIGNIFICANT.test(text) || /\b(chi-?\s?squared?|associated|association)\b/.test(text),
    read: readComparison,
    splits: false,
  },
  {
    asks: (text) =>
      /\b(growth|grew|yoy|mom|(year|month|week|quarter)[ -](over|on)[ -](year|month|week|quarter)|(percent|percentage|%|relative) (change|growth|increase|decrease)|(change|changes|increase|decrease|decline|drop|rise) (in|of|from)|rate of change)\b/.test(
        text,
      ) ||
      /\bhow much\b.*\b(grow|grown|changed?|increased?|decreased?|drop(ped)?|fell|fall|rose|rise)\b/.test(
        text,
      ),
    read: readGrowth,
    splits: false,
  },
];

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

const NO_RANKING = {
  order: null,
  limit: null,
  subject: null,
  about: [],
  word: "",
  rows: null,
  byFrequency: false,
  isLast: false,
};

function requestOf(q: Question, way: Way): { request: Request } | { reason: string } {
  const split = way.splits ? readGroups(q, false) : { groups: [], unknown: null };
  if (split.unknown !== null) return { reason: split.unknown };
  if (way.splits || way.read === readForecast || way.read === readGrowth)
    readFlags(q, split.groups, NO_RANKING);
  const analysis = way.read(q);
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
      return [];
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
