import "server-only";
import { z } from "zod";
import { executePlan, type PlanOutcome } from "#lib/analysis/execute-plan.ts";
import { planChart, planTitle } from "#lib/charts/plan-chart.ts";
import type { PlotView } from "#lib/charts/schema.ts";
import type { Context } from "#lib/core/context.ts";
import { AppError } from "#lib/core/errors.ts";
import { type Json, json } from "#lib/core/schema.ts";
import { createPlot } from "./create-plot.ts";

const fields = z.record(z.string(), json);

export interface DrawnPlan extends Pick<PlanOutcome, "result" | "text" | "assumptions" | "warnings"> {
  plot: PlotView | null;
  title: string;
}

/** Runs a plan and makes a chart of its Result where a chart says more than the sentence. Throws what `executePlan` throws. */
export async function drawPlan({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  /** `title` stands above the chart in place of the one that the plan gives. */
  input: { session_id: string; run_id: string | null; plan: Json; title?: string | undefined };
  signal?: AbortSignal;
}): Promise<DrawnPlan> {
  const outcome = await executePlan({ ctx, input, ...(signal && { signal }) });
  const { result, text, assumptions, warnings, bound, groups } = outcome;
  const question = {
    plan: { ...fields.parse(input.plan), ...bound.plan },
    groups: groups.length,
    columns: result.columns,
    rows: result.rows,
    row_count: result.row_count,
    text,
    title: input.title,
  };
  const title = input.title ?? planTitle(question);
  const spec = planChart(question);
  const plot =
    spec === null
      ? null
      : await createPlot({
          ctx,
          input: {
            session_id: input.session_id,
            run_id: input.run_id,
            result_id: result.id,
            title,
            vega_lite_spec: spec,
            is_seen: input.run_id !== null,
          },
        }).catch(undrawable);
  return { result, plot, text, assumptions, warnings, title };
}

/** A chart of our own that cannot be drawn leaves the Result without one. */
function undrawable(error: unknown): null {
  if (error instanceof AppError && error.code === "invalid") return null;
  throw error;
}
