import "server-only";
import { type PlotView, vegaLiteSpec } from "#lib/charts/schema.ts";
import type { Plot } from "#lib/db/generated/client.ts";

/** A stored plot as the contract shows it; the drawing stays behind. */
export function storedPlot(row: Omit<Plot, "svg">): PlotView {
  return {
    id: row.id,
    request_id: row.runId,
    title: row.title,
    result_id: row.resultId,
    vega_lite_spec: vegaLiteSpec.parse(row.spec),
  };
}
