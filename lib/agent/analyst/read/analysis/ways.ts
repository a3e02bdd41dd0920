import type { Analysis, Group } from "#lib/agent/analyst/intent.ts";
import { SHARE_WORDS } from "#lib/agent/analyst/read/lexicon.ts";
import { matchesAt, type Question } from "#lib/agent/analyst/read/question.ts";
import type { ColumnKind } from "#lib/charts/column-kind.ts";
import {
  readAnomalies,
  readMissing,
  readMissingShare,
  readMode,
  readNormality,
  readQuantile,
  readShape,
  readSpread,
} from "./one-column.ts";
import { asksRate, readRate } from "./rate.ts";
import { readComparison, readCorrelations, readEffect } from "./relations.ts";
import { readForecast, readGrowth } from "./series.ts";

/** One way to ask for what only a plan answers. */
export interface Way {
  asks(text: string, q: Question): boolean;
  /** May take out of the groups what has another part in it. */
  read(q: Question, groups: Group[]): Analysis;
  /** Whether its figures can be split by groups. */
  splits: boolean;
  /** Whether yes-or-no columns are conditions in it; where it splits unless it says. */
  narrows?: boolean;
}

const SIGNIFICANT =
  /\b(significan\w*|statistically|t-test|ttest|t test|anova|mann-?whitney\S*|kruskal\S*|welch\S*|p-values?|hypothesis test)\b/;

const named = (q: Question, kinds: ColumnKind[]): number =>
  new Set(
    q.items.flatMap((item, i) => {
      const column = item.kind === "column" ? matchesAt(q, i)[0]?.column : undefined;
      return column && kinds.includes(column.kind) && !column.isKey ? [column] : [];
    }),
  ).size;
/** Columns of numbers that the question names. */
const namedNumbers = (q: Question): number => named(q, ["number"]);

const RELATED =
  /\b(independen\w+|dependen\w+|relat(ed|es?|ion|ions|ionship)|link(ed)?|connect(ed|ion)|correlat\w+)\b/;

/** "is cost related to ward": a category is one of the two. */
const relatesCategory = (q: Question): boolean =>
  named(q, ["text", "boolean"]) > 0 && named(q, ["text", "boolean", "number"]) === 2;

const namesColumn = (q: Question): boolean => q.items.some(({ kind }) => kind === "column");

/** In this order: the first whose words stand in the question decides. */
export const WAYS: Way[] = [
  { asks: asksRate, read: readRate, splits: true, narrows: false },
  {
    asks: (text, q) =>
      q.filters.some(({ operator }) => operator === "is_null") &&
      text.split(" ").some((word) => SHARE_WORDS.has(word)),
    read: readMissingShare,
    splits: false,
  },
  {
    asks: (text, q) =>
      !namesColumn(q) &&
      /\b(missing|nulls?|empty|blanks?|gaps?|holes?)\b|\b(in)?complete(ness)?\b/.test(text) &&
      !/\b(no|without|not)\b/.test(text),
    read: readMissing,
    splits: false,
  },
  {
    asks: (text) =>
      /\b(modes?|modal)\b/.test(text) ||
      /\bmost (common|frequent|popular) ∎.*\b(by|per|each|every|across)\b/.test(text),
    read: readMode,
    splits: true,
  },
  {
    asks: (text, q) =>
      /\b(distribut\w+|spread|box ?plots?)\b.*∎.*\b(by|per|each|every|across)\b.*∎/.test(text) &&
      named(q, ["text", "boolean"]) > 0 &&
      namedNumbers(q) === 1,
    read: readSpread,
    splits: true,
  },
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
    asks: (text) =>
      /\b(outliers?|anomal\w+|unusual(ly)?|abnormal(ly)?|weird|strange|suspicious|extreme values?)\b/.test(
        text,
      ),
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
    narrows: true,
  },
  {
    asks: (text, q) =>
      /\b(higher|lower|larger|smaller|bigger|greater|longer|shorter|slower|faster|older|younger|heavier|lighter|cheaper|more|less)\b.*\bthan\b/.test(
        text,
      ) &&
      q.filters.some(({ operator, values }) => operator === "in" && values.length === 2) &&
      namedNumbers(q) === 1,
    read: readComparison,
    splits: false,
  },
  {
    asks: (text, q) => /∎ different (between|across|among|for|in|by)\b/.test(text) && namedNumbers(q) === 1,
    read: readComparison,
    splits: false,
  },
  {
    asks: (text, q) => RELATED.test(text) && relatesCategory(q),
    read: readComparison,
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
      /\b(growth|grew|yoy|mom|(year|month|week|quarter)[ -](over|on)[ -](year|month|week|quarter)|(percent|percentage|%|relative) (change|growth|increase|decrease)|(change|changes|increase|decrease|decline|drop|rise|jump|spike) (in|of|from)|rate of change)\b/.test(
        text,
      ) ||
      /\bhow much\b.*\b(grow|grown|changed?|increased?|decreased?|drop(ped)?|fell|fall|rose|rise)\b/.test(
        text,
      ),
    read: readGrowth,
    splits: false,
    narrows: true,
  },
];
