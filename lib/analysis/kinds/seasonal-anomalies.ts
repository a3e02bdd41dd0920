import { planRefused } from "#lib/analysis/faults.ts";
import { residualsInChild } from "#lib/analysis/statistics/model-series.ts";
import { cellOf } from "./cells.ts";
import type { Finished, SqlRows } from "./kind.ts";
import { SEASONS } from "./periods.ts";
import { type SeriesPlan, seriesOf } from "./series.ts";

export const SEASONAL_COLUMNS = ["period", "value", "expected", "score"];

/**
 * The periods whose value trend and season do not explain: robust z-score of the residual beyond the threshold, furthest
 * first. Throws the plan's refusal for a series with holes or of fewer than two seasons.
 */
export async function seasonalRows(answer: SqlRows, plan: SeriesPlan, threshold: number): Promise<Finished> {
  const shortest = Math.min(...SEASONS[plan.time_grain]);
  const { periods, values, assumptions } = seriesOf(answer, plan, Math.max(10, 2 * shortest + 1));
  const seasons = SEASONS[plan.time_grain].filter((season) => values.length > 2 * season);
  const found = await residualsInChild({ values, seasons });
  if (!found)
    throw planRefused([{ path: "target_column", message: "No model of trend and season fits this series." }]);
  const { scores, expected } = found;
  const rows = periods
    .map((period, i) => ({
      period,
      value: values[i] ?? 0,
      expected: expected[i] ?? 0,
      score: scores[i] ?? 0,
    }))
    .filter(({ score }) => Math.abs(score) > threshold)
    .sort((a, b) => Math.abs(b.score) - Math.abs(a.score) || (a.period < b.period ? -1 : 1));
  const season = `Seasons of ${seasons.join(" and ")} ${plan.time_grain}s are taken out, over ${values.length} ${plan.time_grain}s.`;
  return {
    columns: SEASONAL_COLUMNS.map((name) => ({ name, type: name === "period" ? "DATE" : "DOUBLE" })),
    rows: rows.map((row) => [row.period, ...[row.value, row.expected, row.score].map(cellOf)]),
    assumptions: [...assumptions, season],
  };
}
