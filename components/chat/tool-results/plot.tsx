"use client";

import { useMemo } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import type { ChartRows } from "#components/charts/use-chart-rows.ts";
import { DataGrid } from "#components/datasets/data-grid.tsx";
import { resultTitles } from "#lib/charts/plan/titles.ts";
import type { DataParts } from "#lib/sessions/schema.ts";
import { readRows } from "../read-rows.ts";
import { useSurface } from "../surface.ts";

/** Rows that a chart draws at most; the server's drawing keeps the same limit. */
const DRAWN_ROWS = 5000;

/** A chart of a result that stands in the same conversation. */
export function Plot({ data }: { data: DataParts["plot"] }) {
  const { svgs, findResult, resultsPath, sessionCharts } = useSurface();
  const result = findResult(data.result_id);
  const rows = useMemo<ChartRows>(
    () => ({
      columns: result?.columns ?? [],
      rows: result?.rows ?? [],
      complete: resultsPath === null || (result !== undefined && result.rows.length >= result.row_count),
      readAll: (signal) =>
        readRows(`${resultsPath}/${data.result_id}/rows`, { offset: 0, limit: DRAWN_ROWS }, signal),
    }),
    [result, resultsPath, data.result_id],
  );
  return (
    <ChartFigure
      title={data.title}
      spec={data.vega_lite_spec}
      svg={svgs[data.plot_id]}
      rows={rows}
      sessionCharts={sessionCharts}
      table={
        result && (
          <DataGrid
            label={`Rows: ${data.title}`}
            columns={result.columns}
            titles={resultTitles(result.plan, result.columns)}
            rows={result.rows}
            height="tall"
          />
        )
      }
    />
  );
}
