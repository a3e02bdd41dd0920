import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Analysis } from "#lib/agent/analyst/intent.ts";
import { columnsOf, isMeasure, mainMeasure } from "#lib/agent/analyst/read/column-roles.ts";
import { assume, isFree, type Question, use, wordAt } from "#lib/agent/analyst/read/question.ts";
import { plainText } from "#lib/agent/analyst/read/unsupported.ts";
import { NotPossible, take, takeColumns } from "./words.ts";

function onlyNumber(q: Question, what: string): Column {
  const [column, ...others] = takeColumns(q, ["number"]);
  if (!column) throw new NotPossible(`name a column of numbers whose ${what} you mean`);
  if (others.length > 0) throw new NotPossible(`I work out the ${what} of one column at a time`);
  return column;
}

const NTH = /^(\d{1,2}(?:\.\d+)?)(st|nd|rd|th)$/;
const P = /^p(\d{1,2})$/;
const PARTS: [RegExp, number[]][] = [
  [/\b(first|1st|lower) quartile\b/, [0.25]],
  [/\b(second|2nd) quartile\b/, [0.5]],
  [/\b(third|3rd|upper) quartile\b/, [0.75]],
  [/\bquartiles?\b/, [0.25, 0.5, 0.75]],
  [/\bdeciles?\b/, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]],
];
const QUANTILE_WORDS =
  /^(percentiles?|median|quantiles?|quartiles?|deciles?|first|second|third|lower|upper|and|p\d{1,2}|\d{1,2}(\.\d+)?(st|nd|rd|th))$/;
const USUAL = [0.05, 0.25, 0.5, 0.75, 0.95];

/** Parts that are numbered: "90th percentile", "p95", "percentiles 5 and 95", "0.9 quantile". */
function numbered(q: Question, isPercent: boolean): number[] {
  return q.items.flatMap((item, i) => {
    const text = item.text.toLowerCase();
    const found = NTH.exec(text) ?? P.exec(text);
    if (found?.[1] !== undefined) return [Number(found[1]) / 100];
    if (item.kind !== "number" || !isFree(q, i)) return [];
    const part = isPercent ? item.value / 100 : item.value;
    if (part < 0 || part > 1) return [];
    use(q, i);
    return [part];
  });
}

/** Quantiles of a number. Rows picked by a quantile are another question. */
export function readQuantile(q: Question): Analysis {
  const text = plainText(q);
  if (
    /\b(in|above|over|beyond|below|under|within|outside|exceed\w*)( of)? (the )?(top |bottom |upper |lower )?\S* ?(percentile|quartile|decile|quantile)/.test(
      text,
    )
  )
    throw new NotPossible("I tell where a percentile lies, and do not pick rows by it yet");
  const named = PARTS.find(([words]) => words.test(text))?.[1];
  const isNumbered = !/quartile|decile/.test(text);
  const parts = [...(named ?? [])];
  if (!named && isNumbered) parts.push(...numbered(q, !/\bquantiles?\b/.test(text)));
  if (/\bmedian\b/.test(text)) parts.push(0.5);
  take(q, QUANTILE_WORDS);
  const column = onlyNumber(q, "percentile");
  if (parts.length === 0) assume(q, "You named no percentile, so I took the 5th, 25th, 50th, 75th and 95th.");
  const wanted = parts.length > 0 ? parts : USUAL;
  return { operation: "quantile", column, parts: wanted, isOne: wanted.length === 1 };
}

const ODD =
  /^(outliers?|anomal\w*|unusual|unusually|abnormal|abnormally|weird|strange|suspicious|extreme|any|number|count|z-score|zscore|iqr|interquartile|mad|method|rule|detect|identify|spot|using|values?)$/;

/** Rows whose number lies far from the others. */
export function readAnomalies(q: Question): Analysis {
  const words = q.items.map((_, i) => wordAt(q, i));
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word));
  const method = has(/^(iqr|interquartile)$/) ? "iqr" : has(/^mad$/) ? "mad" : "zscore";
  take(q, ODD);
  const [column, ...others] = takeColumns(q, ["number"]);
  if (others.length > 0) throw new NotPossible("I look for unusual values of one column at a time");
  if (column) return { operation: "anomalies", column, method };
  const tables = q.items.flatMap((item) => (item.kind === "table" ? [item.table.name] : []));
  const main = mainMeasure(columnsOf(q.catalog, tables));
  if (!main) throw new NotPossible("there is no column of numbers to look for unusual values in");
  assume(q, `You named no column, so I looked at ${main.name}.`);
  return { operation: "anomalies", column: main, method };
}

export function readNormality(q: Question): Analysis {
  take(
    q,
    /^(normal|normally|normality|gaussian|distributed|distribution|follow|follows|test|tests|tested|testing|shapiro|shapiro-wilk|bell|curve|shaped)$/,
  );
  return { operation: "normality", column: onlyNumber(q, "normality") };
}

export function readShape(q: Question): Analysis {
  const text = plainText(q);
  if (/\bkurtosis\b/.test(text) && /\bskew/.test(text))
    throw new NotPossible("I work out the skewness or the kurtosis, one at a time");
  const operation = /\bkurtosis\b/.test(text)
    ? "kurtosis"
    : /\bskew/.test(text)
      ? "skewness"
      : /\bpopulation variance\b/.test(text)
        ? "var_pop"
        : "std_pop";
  take(
    q,
    /^(kurtosis|excess|skew|skewed|skewness|population|standard|deviation|std|stddev|variance|distribution|distributed)$/,
  );
  return { operation, column: onlyNumber(q, operation.replace(/_pop$/, "")) };
}

/** How the groups of a number lie beside each other. */
export function readSpread(q: Question): Analysis {
  take(q, /^(distribut\w+|spread|box|plots?|boxplots?|values?)$/);
  return { operation: "spread", column: onlyNumber(q, "distribution") };
}

/** The most frequent value. */
export function readMode(q: Question): Analysis {
  take(q, /^(mode|modes|modal|most|common|frequent|popular|value|values)$/);
  const [column, ...others] = takeColumns(q, ["text", "number", "boolean", "time"]);
  if (!column) throw new NotPossible("name the column whose most frequent value you mean");
  if (others.length > 0) throw new NotPossible("I work out the mode of one column at a time");
  return { operation: "mode", column };
}

/** How complete the columns are. Rows with something missing are another count. */
export function readMissing(q: Question): Analysis {
  const isOfRows = q.items.some((_, i) => /^(row|rows|record|records|entries)$/.test(wordAt(q, i)));
  if (isOfRows) throw new NotPossible("I count missing values by column, not the rows that lack one");
  take(
    q,
    /^(missing|null|nulls|empty|blank|blanks|complete|completeness|incomplete|gaps?|holes?|values?|cells?|number|count|total|most|percentage|percent|share|overall)$/,
  );
  return { operation: "missing_values", columns: [] };
}

/** "what percentage of remarks is missing": the share of one column, which was read as a condition. */
export function readMissingShare(q: Question): Analysis {
  const at = q.filters.findIndex(({ operator }) => operator === "is_null");
  const [filter] = at < 0 ? [] : q.filters.splice(at, 1);
  if (!filter) throw new NotPossible("name the column whose missing values you mean");
  take(q, /^(percentages?|percent|pct|%|shares?|proportions?|fractions?|rate|rows?|records?|values?)$/);
  return { operation: "missing_values", columns: [filter.column] };
}

export const measuresOf = (q: Question, tables: string[]): Column[] =>
  columnsOf(q.catalog, tables).filter(isMeasure);
