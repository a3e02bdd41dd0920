import { z } from "zod";
import { planRefused } from "#lib/analysis/faults.ts";
import { forecastInChild } from "#lib/analysis/statistics/model-series.ts";
import { LEAST_PERIODS } from "#lib/analysis/statistics/series-task.ts";
import type { Json } from "#lib/core/schema.ts";
import { sayMeasure } from "./aggregate-sql.ts";
import { cellOf } from "./cells.ts";
import { defineKind } from "./define-kind.ts";
import { periodAfter, SEASONS } from "./periods.ts";
import { sayCell, sayPeriod, sayShare } from "./say.ts";
import { checkSeries, seriesFields, seriesOf, seriesSql } from "./series.ts";

const MODELS = {
  ets: "exponential smoothing (ETS)",
  mstl: "seasonal decomposition with exponential smoothing (MSTL)",
  mstl_log: "seasonal decomposition of the logarithm with exponential smoothing (MSTL)",
};
/** What a Result that TypeScript makes can hold beside a long forecast. */
const MOST_SHOWN = 600;
const DOUBLES = ["value", "lower", "upper"];

export const forecast = defineKind({
  operation: "forecast",
  description:
    "Forecasts an aggregate by period of time, with intervals and the error the model made on the last periods when they were kept from it.",
  fields: {
    ...seriesFields,
    horizon: z.int().min(1).max(365).default(12).describe("Periods to forecast."),
    level: z.number().min(0.5).max(0.999).default(0.95).describe("Of the intervals."),
  },
  groups: [0, 0],
  charts: ["line"],
  outputs: () => ["period", ...DOUBLES, "kind", "model", "backtest_mae", "backtest_mape"],
  leavesOutNulls: ({ time_column, target_column }) => [
    time_column,
    ...(target_column === undefined ? [] : [target_column]),
  ],
  check: checkSeries,
  compile: ({ plan, source }) => seriesSql(plan, source),
  async finish(answer, { plan }) {
    const { periods, values, assumptions } = seriesOf(answer, plan, LEAST_PERIODS);
    const { horizon, level, time_grain } = plan;
    const answered = await forecastInChild({ values, horizon, level, seasons: [...SEASONS[time_grain]] });
    if (!answered) throw planRefused([{ path: "target_column", message: "No model fits this series." }]);
    const { model, backtest, point, lower, upper } = answered;
    const told: Json[] = [model, cellOf(backtest.mae), cellOf(backtest.mape)];
    const last = periods.at(-1) ?? "";
    return {
      columns: [
        { name: "period", type: "DATE" },
        ...DOUBLES.map((name) => ({ name, type: "DOUBLE" })),
        ...["kind", "model"].map((name) => ({ name, type: "VARCHAR" })),
        ...["backtest_mae", "backtest_mape"].map((name) => ({ name, type: "DOUBLE" })),
      ],
      rows: [
        ...periods
          .map((period, i) => [period, cellOf(values[i] ?? null), null, null, "actual", null, null, null])
          .slice(-MOST_SHOWN),
        ...point.map((value, i) => [
          periodAfter(last, time_grain, i + 1),
          ...[value, lower[i] ?? null, upper[i] ?? null].map(cellOf),
          "forecast",
          ...told,
        ]),
      ],
      assumptions: [
        ...assumptions,
        ...(periods.length > MOST_SHOWN
          ? [`Of the known ${time_grain}s the latest ${MOST_SHOWN} are shown.`]
          : []),
        `The model is ${MODELS[model]}, fitted to ${values.length} ${time_grain}s.`,
        tested(backtest),
      ],
    };
  },
  say({ rows, row_count }, { plan }) {
    const what = sayMeasure(plan.aggregate, plan.target_column);
    const first = rows.find((row) => row[4] === "forecast");
    if (!first) {
      const name = `${row_count} ${plan.time_grain}s, the forecast last`;
      return `The ${what} is forecast for the next ${plan.horizon} ${plan.time_grain}s (${name}).`;
    }
    const off = first[7] === null ? sayCell(first[6]) : sayShare(first[7]);
    const band = `between ${sayCell(first[2])} and ${sayCell(first[3])}`;
    return `The ${what} is forecast at ${sayCell(first[1])} for ${sayPeriod(first[0], plan.time_grain)} (${band}). On the last known periods the model was off by ${off} on average.`;
  },
});

function tested({ n, mae, naive_mae }: { n: number; mae: number; naive_mae: number }): string {
  const figures = `was off by ${sayCell(mae)} on average over ${n} forecasts; repeating what was before, by ${sayCell(naive_mae)}`;
  return `Tested on the last known periods, kept from it, the model ${figures}.`;
}
