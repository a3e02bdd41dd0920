import { z } from "zod";

/** Fewer periods than this give no model and no test of it. */
export const LEAST_PERIODS = 8;

const series = z.array(z.number());
/** z.number() takes no infinities. */
const anyNumbers = z.array(z.custom<number>((value) => typeof value === "number"));
const seasons = z.array(z.int().min(2));

/** What the module that models series is asked. */
export const seriesTask = z.discriminatedUnion("task", [
  z.object({
    task: z.literal("forecast"),
    values: series,
    horizon: z.int().min(1),
    level: z.number(),
    seasons,
  }),
  z.object({ task: z.literal("residuals"), values: series, seasons }),
]);
export type SeriesTask = z.infer<typeof seriesTask>;

/** Its answers, as they come back from the child. An interval may be infinitely wide. */
export const forecastAnswer = z
  .object({
    point: series,
    lower: anyNumbers,
    upper: anyNumbers,
    model: z.enum(["ets", "mstl", "mstl_log"]),
    backtest: z.object({ n: z.int(), mae: z.number(), mape: z.number().nullable(), naive_mae: z.number() }),
  })
  .nullable();
export const residualsAnswer = z
  .object({
    scores: anyNumbers,
    expected: series,
  })
  .nullable();
