"use client";

import { useMemo, useRef } from "react";
import { useVegaEmbed } from "react-vega";
import type { EmbedOptions, VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import { describeChart } from "#lib/charts/describe-chart.ts";
import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import { type ChartWithRows, colorsOfSession, withSeriesColors } from "#lib/charts/series-colors.ts";
import { themeFor, withData } from "#lib/charts/with-data.ts";
import { withLegend } from "#lib/charts/with-legend.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";

/** Outer size in pixels that the drawing has to fill. */
export interface ChartSize {
  width: number;
  height: number;
}

/** Expressions run in Vega's interpreter and nothing adds a style element: the page's policy allows neither. */
const OPTIONS: EmbedOptions = {
  mode: "vega-lite",
  renderer: "svg",
  actions: false,
  ast: true,
  // vega-embed's own type of the interpreter is the module, not its function.
  expr: expressionInterpreter as unknown as NonNullable<EmbedOptions["expr"]>,
  defaultStyle: false,
  tooltip: { disableDefaultStyle: true, theme: "page" },
  config: themeFor("neutral"),
};

/** A spec that passed `checkSpec` is what Vega-Lite's own type describes. */
const asVegaLite = (spec: VegaLiteSpec) => spec as unknown as VisualizationSpec;

/** The chart alive: tooltips, legend. This module brings Vega and is loaded when a chart is touched. */
export default function VegaView({
  spec,
  descriptionId,
  changedAmong,
  columns,
  rows,
  size,
  onReady,
  onError,
}: {
  spec: VegaLiteSpec;
  /** The id that the chart's description in words gets. */
  descriptionId: string;
  /** The charts whose colours a changed one takes; null for one with its own. */
  changedAmong: (() => ChartWithRows[]) | null;
  columns: ResultColumn[];
  rows: Json[][];
  size: ChartSize;
  onReady: () => void;
  onError: () => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useMemo(() => {
    const colored = changedAmong
      ? withSeriesColors({ spec, columns, rows }, colorsOfSession(changedAmong()))
      : spec;
    return asVegaLite(withLegend(fitted(withData(colored, columns, rows), size)));
  }, [spec, changedAmong, columns, rows, size]);
  useVegaEmbed({
    ref: place,
    spec: drawn,
    options: OPTIONS,
    onEmbed: onReady,
    onError,
  });
  // Its height is kept while another kind of chart is drawn in its place.
  return (
    <>
      <div ref={place} aria-hidden className="chart-figure" style={{ minHeight: size.height }} />
      <span id={descriptionId} hidden>
        {describeChart(spec, columns, rows)}
      </span>
    </>
  );
}

const COMPOSED = ["hconcat", "vconcat", "concat", "facet", "repeat", "spec"];

/** Fills the given outer size where the spec is one view; composed views keep their own. */
function fitted(spec: VegaLiteSpec, size: ChartSize): VegaLiteSpec {
  if (COMPOSED.some((key) => key in spec)) return spec;
  return { ...spec, ...size, autosize: { type: "fit", contains: "padding" } };
}
