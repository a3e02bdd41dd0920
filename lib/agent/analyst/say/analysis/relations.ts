import { columnLabel } from "#lib/agent/analyst/column-label.ts";
import type { Analysis, Request } from "#lib/agent/analyst/intent.ts";
import { isPresent } from "#lib/agent/analyst/say/cell.ts";
import { underConditions } from "#lib/agent/analyst/say/conditions.ts";
import { decimalsFor, sayList, sayNumber, sayP, sayShare } from "#lib/agent/analyst/say/number.ts";
import { sayEffect, sayTest } from "#lib/analysis/kinds/say.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultView } from "#lib/results/schema.ts";
import { rowsOf } from "./parts.ts";

type Of<O extends Analysis["operation"]> = Extract<Analysis, { operation: O }>;
type Row = Record<string, Json>;
const LISTED = 6;
const CLEAR = 0.05;
const NO_CAUSE = "That does not tell what causes what.";
const isClear = (p: Json | undefined): boolean => typeof p === "number" && p < CLEAR;

/** What a line's slope says, a predictor at a time, and how much of the outcome it explains. */
export function sayRegression(
  request: Request,
  { outcome, predictors }: Of<"regression">,
  result: ResultView,
): string[] {
  const label = columnLabel(outcome);
  const names = new Set(predictors.map(({ name }) => name));
  const terms = rowsOf(result).filter(({ term }) => names.has(String(term)));
  const [first] = terms;
  if (!first) return [underConditions(request, "no line could be fitted.")];
  const isAlone = terms.length === 1;
  const said = terms.slice(0, LISTED).map(({ term, estimate, p_value }) => {
    const name = columnLabel({ name: String(term) });
    return `${sayNumber(estimate)} for each unit of ${name} (${sayP(p_value)}${isClear(p_value) ? "" : ", not clearly different from none"})`;
  });
  const held = isAlone ? "" : ", the others held equal";
  return [
    underConditions(request, `${label} changes by ${sayList(said)}${held}.`),
    `The line explains ${sayShare(first.r_squared)} of the variance of ${label} over ${sayNumber(first.n)} rows. ${NO_CAUSE}`,
  ];
}

const BY_RANKS = new Set(["mann_whitney", "kruskal"]);

/** The groups' means, or medians where ranks were compared, and whether they differ by more than chance. */
export function sayComparison(
  request: Request,
  { column, group }: Of<"compare">,
  result: ResultView,
): string[] {
  const rows = rowsOf(result);
  const [first] = rows;
  if (!first) return [underConditions(request, "there is nothing to compare.")];
  const label = columnLabel(column);
  const of = columnLabel(group);
  const isRanked = BY_RANKS.has(String(first.test));
  const figure = isRanked ? "median" : "mean";
  const known = rows.filter((row) => isPresent(row[figure]));
  const sorted = [...known].sort((a, b) => Number(b[figure]) - Number(a[figure]));
  const decimals = decimalsFor(sorted.map((row) => row[figure]));
  const name = (row: Row) => (group.kind === "text" ? String(row.group) : `${of} = ${row.group}`);
  const parts = sorted.slice(0, LISTED).map((row) => `${name(row)} ${sayNumber(row[figure], decimals)}`);
  const effect = isPresent(first.effect_size)
    ? `, ${sayEffect(first.effect)} ${sayNumber(first.effect_size)}`
    : "";
  const tested = `${sayP(first.p_value)}, ${sayTest(first.test)}${effect}`;
  return [
    underConditions(
      request,
      isClear(first.p_value)
        ? `the difference in ${label} between groups of ${of} is significant: chance alone would seldom give one as large (${tested}).`
        : `there is no clear sign of a difference in ${label} between groups of ${of}: chance alone may give one as large (${tested}).`,
    ),
    ...(parts.length > 0
      ? [`The ${figure}s are ${sayList(parts)}${sorted.length > LISTED ? ", and lower for the others" : ""}.`]
      : []),
  ];
}

export function sayAssociation(request: Request, { x, y }: Of<"chi_squared">, result: ResultView): string[] {
  const [first] = rowsOf(result);
  if (!first) return [underConditions(request, "there is nothing to compare.")];
  const verdict = isClear(first.p_value)
    ? "depend on each other by more than chance would give"
    : "show no clear sign of depending on each other";
  return [
    underConditions(
      request,
      `${columnLabel(x)} and ${columnLabel(y)} ${verdict} (chi-squared ${sayNumber(first.statistic)}, ${sayP(first.p_value)}, Cramér's V ${sayNumber(first.effect_size)}).`,
    ),
  ];
}

const COEFFICIENTS = { pearson: "Pearson's r", spearman: "Spearman's rho", kendall: "Kendall's tau" };

/** The pairs that go together most, strongest first. */
export function sayCorrelations(
  request: Request,
  { columns, method, about }: Of<"correlation">,
  result: ResultView,
): string[] {
  const known = rowsOf(result)
    .filter(({ x, y, r }) => typeof r === "number" && (!about || x === about.name || y === about.name))
    .sort((a, b) => Math.abs(Number(b.r)) - Math.abs(Number(a.r)));
  const [first] = known;
  if (!first)
    return [
      underConditions(
        request,
        "there is no correlation to compute: a column does not vary, or there are too few rows.",
      ),
    ];
  const figure = ({ r, p_value }: Row) => `${sayNumber(r)} (${sayP(p_value)})`;
  const pair = ({ x, y }: Row) =>
    `${columnLabel({ name: String(x) })} and ${columnLabel({ name: String(y) })}`;
  const other = ({ x, y }: Row) => columnLabel({ name: String(x === about?.name ? y : x) });
  if (columns.length === 2)
    return [
      underConditions(
        request,
        `${COEFFICIENTS[method]} between ${pair(first)} is ${figure(first)} over ${sayNumber(first.n)} rows: ${isClear(first.p_value) ? "more than chance" : "no more than chance may give"}.`,
        true,
      ),
      NO_CAUSE,
    ];
  const listed = known
    .slice(0, about ? LISTED : 3)
    .map((row) => `${about ? other(row) : pair(row)} ${figure(row)}`);
  const lead = about
    ? `by ${COEFFICIENTS[method]}, ${columnLabel(about)} goes together most with ${sayList(listed)}.`
    : `by ${COEFFICIENTS[method]}, the columns that go together most are ${listed.join("; ")}.`;
  const none = known.every(({ p_value }) => !isClear(p_value));
  return [underConditions(request, lead), none ? "None of these is more than chance may give." : NO_CAUSE];
}
