import { useMemo } from "react";
import { type Surface, SurfaceProvider } from "#components/chat/surface.ts";
import { Plot } from "#components/chat/tool-results/plot.tsx";
import { QueryResult } from "#components/chat/tool-results/query-result.tsx";
import type { DataParts } from "#lib/sessions/schema.ts";
import type { PlanOutcome } from "./execute-plan.ts";

/** What a plan gave: the sentence, what was assumed, the chart, the rows and the query. */
export function PlanOutcomeView({ outcome }: { outcome: PlanOutcome }) {
  const { result, plot, text, assumptions } = outcome;
  const shown = useMemo(() => queryPartOf(outcome), [outcome]);
  const surface = useMemo<Surface>(
    () => ({
      resultsPath: "/api/v1/results",
      svgs: {},
      findResult: (id) => (id === result.id ? shown : undefined),
      sessionCharts: () => [],
    }),
    [result.id, shown],
  );
  return (
    <SurfaceProvider value={surface}>
      <div className="grid min-w-0 gap-4">
        <p className="max-w-prose">{text}</p>
        {assumptions.length > 0 && (
          <ul aria-label="Assumptions" className="grid gap-1 text-sm text-muted">
            {assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        )}
        {plot && (
          <Plot
            key={plot.id}
            data={{
              plot_id: plot.id,
              title: plot.title,
              result_id: plot.result_id,
              vega_lite_spec: plot.vega_lite_spec,
            }}
          />
        )}
        <QueryResult key={result.id} data={shown} />
      </div>
    </SurfaceProvider>
  );
}

function queryPartOf({ result, plot }: PlanOutcome): DataParts["query-result"] {
  const { id, sql, plan, columns, rows, row_count, truncated, duration_ms } = result;
  return {
    result_id: id,
    purpose: plot?.title ?? "",
    sql,
    plan,
    columns,
    rows,
    row_count,
    truncated,
    duration_ms,
    is_error: false,
    error: null,
  };
}
